from collections.abc import Iterator

import pytest

from spiders.simulator.sample import sample_world
from spiders.simulator.server import Simulator
from spiders.simulator.world import World


@pytest.fixture(scope="module")
def world() -> World:
    return sample_world()


@pytest.fixture
def simulator(world: World) -> Iterator[Simulator]:
    with Simulator(world.sites, world.as_of) as running:
        yield running
