"""Where a report's figures stand in their source: in words for one cell, in colours on the page for all of them."""

from monitor.annotation.tracing import Trace, known_address, nearest_addresses, trace
from monitor.annotation.writing import AnnotationFormat, write_annotated

__all__ = ["AnnotationFormat", "Trace", "known_address", "nearest_addresses", "trace", "write_annotated"]
