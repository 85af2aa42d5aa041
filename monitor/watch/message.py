"""What operators are told: one message with all that began and all that is over."""

from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import datetime

from crawler.domain.message import Kind, Message, Plane, Told
from crawler.domain.wording import Language, Text
from monitor.obligations.days import china_time
from monitor.watch.episodes import Changes
from monitor.watch.trouble import Broken
from storage.troubles import Episode

_BEGAN, _OVER = Text("新出现的问题", "New troubles"), Text("已恢复", "Whole again")
_CLOSING = Text(
    "以上均为监测程序自身或监测条件的情况，不涉及对任何单位的评价。",
    "All of this is about our own work and what we can see; it says nothing about any unit.",
)


def message_to(
    operator: str, channel: str, language: Language, changes: Changes, told_before: Set[str], now: datetime
) -> Message | None:
    """The message to one operator over one channel; None where there is nothing new."""
    began = [episode for episode in changes.began if _key_of_begin(episode) not in told_before]
    ended = [episode for episode in changes.ended if _key_of_end(episode) not in told_before]
    if not began and not ended:
        return None
    return Message(
        recipient=operator,
        channel=channel,
        plane=Plane.OPERATORS,
        kind=Kind.TROUBLE,
        language=language,
        subject=_subject(began, ended).to(language),
        body=_body(began, ended, now, language),
        told=(
            *(Told(_key_of_begin(episode), episode.said.to(language)) for episode in began),
            *(Told(_key_of_end(episode), words_of_end(episode, now).to(language)) for episode in ended),
        ),
        record={"began": [_record(episode) for episode in began], "ended": [_record(episode) for episode in ended]},
    )


def words_of_end(episode: Episode, now: datetime) -> Text:
    """That a trouble is over, and how long it lasted."""
    what = Broken(episode.kind).words
    about = f"（{episode.about}）" if episode.about else ""
    told = f" ({episode.about})" if episode.about else ""
    return Text(
        f"{what.zh}{about}：自{china_time(episode.began_at)}起，至{china_time(now)}已恢复。",
        f"{what.en}{told}: began {china_time(episode.began_at)}, over by {china_time(now)}.",
    )


def _key_of_begin(episode: Episode) -> str:
    return f"{episode.key}/began"


def _key_of_end(episode: Episode) -> str:
    return f"{episode.key}/ended"


def _subject(began: Sequence[Episode], ended: Sequence[Episode]) -> Text:
    if not began:
        return Text(f"【监测运行】{len(ended)}个问题已恢复", f"[gongkai] {len(ended)} troubles are over")
    first, number = Broken(began[0].kind).words, len(began)
    more = Text(f"等{number}个问题", f" and {number - 1} more") if number > 1 else Text("", "")
    return Text(f"【监测运行】{first.zh}{more.zh}", f"[gongkai] {first.en}{more.en}")


def _body(began: Sequence[Episode], ended: Sequence[Episode], now: datetime, language: Language) -> str:
    lines = [Text(f"截至{china_time(now)}：", f"As of {china_time(now)}:").to(language)]
    lines += _part(_BEGAN, (episode.said for episode in began), language)
    lines += _part(_OVER, (words_of_end(episode, now) for episode in ended), language)
    return "\n".join((*lines, "", _CLOSING.to(language), ""))


def _part(title: Text, told: Iterable[Text], language: Language) -> Iterator[str]:
    lines = [f"{number}. {text.to(language)}" for number, text in enumerate(told, 1)]
    if lines:
        yield from ("", title.to(language), *lines)


def _record(episode: Episode) -> dict[str, str | None]:
    return {
        "kind": episode.kind,
        "about": episode.about,
        "began_at": episode.began_at.isoformat(),
        "ended_at": None if episode.ended_at is None else episode.ended_at.isoformat(),
        "zh": episode.said.zh,
        "en": episode.said.en,
    }
