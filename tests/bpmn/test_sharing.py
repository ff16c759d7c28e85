from concurrent.futures import ThreadPoolExecutor

from engine.spiff.parse import compile_process
from tests.bpmn.shapes import SHAPES, walk

NUMBERS = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3]


def test_threads_with_an_instance_each_share_one_process():
    compiled = {shape: compile_process(files, "p") for shape, files in SHAPES.items()}
    expected = {shape: walk(shape, NUMBERS, cold=False) for shape in SHAPES}
    with ThreadPoolExecutor(4) as pool:
        for shape, shared in compiled.items():
            for found in pool.map(lambda _, s=shape, p=shared: walk(s, NUMBERS, cold=False, compiled=p), range(12)):
                assert found == expected[shape]


def test_running_instances_changes_nothing_in_the_process():
    compiled = compile_process(SHAPES["side"], "p")
    specs = [compiled.spec, *compiled.subprocess_specs.values()]

    def state():
        return [
            (name, spec.inputs, spec.outputs, spec.ways)
            for one in specs
            for name, spec in one.task_specs.items()
            if hasattr(spec, "ways")
        ]

    before = state()
    walk("side", NUMBERS, cold=False, compiled=compiled)
    assert state() == before
