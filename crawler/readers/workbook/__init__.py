"""XLSX and XLS: sheets as they show themselves, not as they are stored."""
