"""The composition roots: sources, engines, pipelines and reports put together."""
