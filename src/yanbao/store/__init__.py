"""The warehouse: raw bytes by digest, facts and bars append-only in Parquet, read as of a moment through DuckDB."""
