"""Lets `python -m monitor.cli` stand for `gongkai`, as child processes are started."""

from monitor.cli.app import main

main()
