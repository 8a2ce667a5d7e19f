"""From news articles to influence graphs that can be defended."""
