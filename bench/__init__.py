"""The benchmarks: W1 through the real engine, each figure beside the floor taken in the same run."""
