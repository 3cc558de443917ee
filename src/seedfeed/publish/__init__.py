"""Checked bytes put where subscribers find them."""

from seedfeed.publish.folder import DryRun, FolderPublisher, Publisher, Rendered

__all__ = ["DryRun", "FolderPublisher", "Publisher", "Rendered"]
