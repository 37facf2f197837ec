"""What `make bench` runs: each cost of the service beside the least it could be."""

import warnings

# A library of the embedded PostgreSQL wants a desktop's folder; a benchmark has none.
warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")
