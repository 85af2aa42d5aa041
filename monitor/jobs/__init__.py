"""The jobs: plain functions of their arguments, run by commands, the scheduler and tests alike."""
