"""The set-up's decisions and messages, in temporary folders, with fakes instead of pip."""
import contextlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest
from unittest import mock

import environment

TOOLS = pathlib.Path(__file__).resolve().parent


class SetUp(unittest.TestCase):
    """environment.call and environment.runs, which start other programs, are faked throughout."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.venv = pathlib.Path(folder.name) / ".venv"
        self.requirements = pathlib.Path(folder.name) / "requirements.txt"
        self.requirements.write_text("jjava==1.0a8\n")
        self.calls = []
        self.compiled = 0
        self.python_works = True
        for name, fake in [("call", self.fake_call), ("runs", lambda command: self.python_works)]:
            patch = mock.patch.object(environment, name, fake)
            patch.start()
            self.addCleanup(patch.stop)

    def fake_call(self, command, what_failed):
        if "-classpath" in command:
            self.compiled += 1
            return
        self.calls.append("pip" if "pip" in command else "venv")
        kernel = self.venv / "share" / "jupyter" / "kernels" / "java"
        if self.calls[-1] == "venv":
            self.venv.mkdir()
        else:
            kernel.mkdir(parents=True)
            (kernel / "jjava.jar").touch()

    def set_up(self):
        self.calls.clear()
        said = []
        environment.set_up(self.venv, self.requirements, lambda line, **_: said.append(line))
        return said

    def test_makes_it_once_and_says_so_in_one_line(self):
        self.assertEqual(1, len(self.set_up()))
        self.assertEqual(["venv", "pip"], self.calls)
        self.assertEqual([], self.set_up())
        self.assertEqual([], self.calls)

    def test_again_when_requirements_changed(self):
        self.set_up()
        self.requirements.write_text("jjava==1.0a9\n")
        self.set_up()
        self.assertEqual(["venv", "pip"], self.calls)

    def test_again_when_the_folder_was_moved(self):
        self.set_up()
        self.venv = self.venv.rename(self.venv.with_name("elsewhere"))
        self.set_up()
        self.assertEqual(["venv", "pip"], self.calls)

    def test_again_when_its_python_is_gone(self):
        self.set_up()
        answers = iter([False, True])
        with mock.patch.object(environment, "runs", lambda command: next(answers)):
            self.set_up()
        self.assertEqual(["venv", "pip"], self.calls)

    def test_again_when_the_kernel_is_gone(self):
        self.set_up()
        environment.jjava_folder(self.venv).joinpath("jjava.jar").unlink()
        self.set_up()
        self.assertEqual(["venv", "pip"], self.calls)

    def test_an_interrupted_set_up_heals(self):
        def interrupted(command, what_failed):
            self.fake_call(command, what_failed)
            if self.calls[-1] == "pip":
                raise KeyboardInterrupt

        with mock.patch.object(environment, "call", interrupted), self.assertRaises(KeyboardInterrupt):
            self.set_up()
        self.assertFalse(environment.is_ready(self.venv, self.requirements))
        self.set_up()
        self.assertEqual(["venv", "pip"], self.calls)
        self.assertEqual([], self.set_up())

    def test_an_interrupted_renewal_heals_too(self):
        self.set_up()
        self.requirements.write_text("jjava==1.0a9\n")
        with mock.patch.object(environment, "remove", side_effect=KeyboardInterrupt), self.assertRaises(KeyboardInterrupt):
            self.set_up()
        self.requirements.write_text("jjava==1.0a8\n")
        self.set_up()
        self.assertEqual(["venv", "pip"], self.calls)

    def test_another_virtual_environment_in_the_way_is_replaced(self):
        self.venv.mkdir()
        (self.venv / "leftover").touch()
        self.set_up()
        self.assertFalse((self.venv / "leftover").exists())

    def test_the_kernel_is_named_java_and_speaks_english(self):
        self.set_up()
        spec = environment.jjava_folder(self.venv).joinpath("kernel.json").read_text()
        self.assertIn('"display_name": "Java"', spec)
        self.assertIn("-Duser.language=en", spec)

    def test_the_kernel_is_compiled_once_and_again_when_its_source_changed(self):
        self.set_up()
        self.set_up()
        self.assertEqual(1, self.compiled)
        source = self.requirements.with_name("CompanionKernel.java")
        source.write_text("changed")
        with mock.patch.object(environment, "KERNEL_SOURCE", source):
            self.set_up()
        self.assertEqual(2, self.compiled)

    def test_the_kernel_names_the_archive_that_suits_its_java_and_is_there(self):
        self.set_up()
        kernel = environment.jjava_folder(self.venv)
        for version, name, option in [
            ("17.0.15", "kernel.jsa", "-XX:SharedArchiveFile={resource_dir}/kernel.jsa"),
            ("25", "kernel.aot", "-XX:AOTCache={resource_dir}/kernel.aot"),
        ]:
            home = self.requirements.parent / version
            home.mkdir()
            (home / "release").write_text(f'IMPLEMENTOR="x"\nJAVA_VERSION="{version}"\n')
            with mock.patch.dict(os.environ, JAVA_HOME=str(home)):
                self.set_up()
                self.assertNotIn(option, (kernel / "kernel.json").read_text())
                (kernel / name).touch()
                self.set_up()
            argv = json.loads((kernel / "kernel.json").read_text())["argv"]
            self.assertLess(argv.index("-XX:+IgnoreUnrecognizedVMOptions"), argv.index(option))
            self.assertEqual("{connection_file}", argv[-1])

    def test_a_java_that_does_not_say_what_it_is_counts_as_old(self):
        self.assertEqual(0, environment.java_version({"JAVA_HOME": str(self.requirements.parent)}))

    def test_the_kernel_has_vector_instructions_where_its_java_does(self):
        home = self.requirements.parent
        for modules, expected in ("java.base jdk.incubator.vector", True), ("java.base", False):
            (home / "release").write_text(f'JAVA_VERSION="17.0.1"\nMODULES="{modules}"\n')
            argv = environment.argv(self.venv, "kernel.jsa", environ={"JAVA_HOME": str(home)})
            self.assertEqual(expected, "--add-modules=jdk.incubator.vector" in argv)

    def test_a_jupyter_of_many_has_small_kernels_that_know_the_library_and_no_course(self):
        kernel = environment.jjava_folder(self.venv)
        library = self.requirements.parent / "backprop.jar"
        with mock.patch.object(environment, "JAR", library):
            with self.assertRaisesRegex(environment.Problem, "has no Java kernel: .*pip install -r"):
                environment.configure_another(self.venv, "512m")
            kernel.mkdir(parents=True)
            (kernel / "jjava.jar").touch()
            with self.assertRaisesRegex(environment.Problem, "backprop.jar is missing: build it with mvn -Plab -pl lib package"):
                environment.configure_another(self.venv, "512m")
            library.touch()
            environment.configure_another(self.venv, "512m")
            class_path = environment.manifest(kernel).replace("\n ", "").split("Class-Path: ")[1].split()
        self.assertEqual([kernel / "jjava.jar", library.resolve()], [pathlib.Path(os.path.normpath(kernel / name)) for name in class_path])
        self.assertTrue(all(len(line) <= 72 for line in environment.manifest(kernel).splitlines()))
        spec = json.loads((kernel / "kernel.json").read_text())
        self.assertEqual("-Xmx512m", [part for part in spec["argv"] if part.startswith("-Xmx")][-1])
        self.assertFalse((self.venv / "etc").exists())

    def test_no_venv_module_is_told_before_anything_is_removed(self):
        self.set_up()
        self.requirements.write_text("")
        with mock.patch("importlib.util.find_spec", lambda name: None if name == "ensurepip" else True):
            with self.assertRaisesRegex(environment.Problem, "'ensurepip'.*apt install python3-venv"):
                self.set_up()
        self.assertTrue(environment.jjava_folder(self.venv).is_dir())

    def test_an_install_without_the_kernel_is_told(self):
        self.python_works = False
        with self.assertRaisesRegex(environment.Problem, "lacks a part of Jupyter and the Java kernel"):
            self.set_up()
        self.assertFalse(environment.stamp_of(self.venv).exists())

    def test_another_purpose_needs_no_kernel_and_is_configured_by_nobody(self):
        made = environment.Purpose("what makes pages", ("pages",))
        self.venv = self.venv.parent / "target" / "pages"
        with mock.patch.object(environment, "configure", side_effect=AssertionError):
            environment.install(self.venv, self.requirements, made, lambda line, **_: self.assertIn("what makes pages", line))
            self.assertTrue(environment.is_ready(self.venv, self.requirements, made))
        self.python_works = False
        self.assertFalse(environment.is_ready(self.venv, self.requirements, made))

    def test_a_full_disk_is_told(self):
        with mock.patch.object(environment, "remove", side_effect=OSError(28, "No space left on device")):
            with self.assertRaisesRegex(environment.Problem, "No space left on device.*run the same command again"):
                self.set_up()


    def test_of_two_at_once_the_second_waits_and_says_so(self):
        first = subprocess.Popen(
            [sys.executable, "-c",
             "import environment, pathlib, sys\n"
             "with environment.locked(pathlib.Path(sys.argv[1]), print):\n"
             "    print('at work', flush=True)\n"
             "    sys.stdin.read()",
             str(self.venv.with_name(".venv.lock"))],
            env=dict(os.environ, PYTHONPATH=str(TOOLS), PYTHONDONTWRITEBYTECODE="1"),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for clean_up in [first.stdout.close, first.wait, first.kill]:  # the last one first
            self.addCleanup(clean_up)
        self.assertEqual("at work\n", first.stdout.readline())
        said = []

        def say(line, **_):
            said.append(line)
            if "waiting" in line:
                self.assertEqual([], self.calls)
                first.stdin.close()

        environment.set_up(self.venv, self.requirements, say)
        self.assertEqual("Another set-up is at work in this folder: waiting until it has ended ...", said[0])
        self.assertEqual(["venv", "pip"], self.calls)

    @unittest.skipIf(os.name == "nt", "sh")
    def test_programs_run_in_a_folder_whose_name_the_shell_misreads(self):
        self.venv = self.venv.parent / 'a "b c$d`' / ".venv"
        self.venv.parent.mkdir()
        program = self.venv / "bin" / "alembic"

        def make(command, what_failed):
            self.fake_call(command, what_failed)
            if "pip" in command:
                program.parent.mkdir()
                program.with_name("python").symlink_to(sys.executable)
                program.write_text(f"""#!/bin/sh\n'''exec' "{program.parent}/python" "$0" "$@"\n' '''\nprint("it runs")\n""")
                program.chmod(0o755)

        with mock.patch.object(environment, "call", make):
            self.set_up()
        self.assertEqual("it runs\n", subprocess.run([program], capture_output=True, text=True).stdout)


class Calls(unittest.TestCase):
    def failing(self, words):
        program = f"import sys; print({words!r}); sys.exit(1)"
        with self.assertRaises(environment.Problem) as caught:
            environment.call([sys.executable, "-c", program], "Installing Jupyter failed.")
        return str(caught.exception)

    def test_success_is_silent(self):
        environment.call([sys.executable, "-c", "print('much')"], "Never.")

    def test_the_last_lines_and_what_to_do(self):
        message = self.failing("\n".join(f"line {n}" for n in range(20)))
        self.assertTrue(message.startswith("line 14\n"), message)
        self.assertTrue(message.endswith(
            "Installing Jupyter failed. Check the network, or the proxy or pip's configuration if you use one,"
            " and run the same command again."), message)

    def test_no_space(self):
        self.assertIn("The disk is full: free about 500 MB and run", self.failing("OSError: No space left on device"))


class Java(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = pathlib.Path(folder.name)
        (self.home / "bin").mkdir()

    def program(self, name):
        file = self.home / "bin" / (name + (".exe" if os.name == "nt" else ""))
        file.touch()
        file.chmod(0o755)

    def test_mavens_jdk_comes_first(self):
        self.program("java")
        self.program("jshell")
        result = environment.with_java({"JAVA_HOME": str(self.home), "PATH": "rest", "PYTHONPATH": "x"})
        self.assertEqual([str(self.home / "bin"), os.path.dirname(environment.python_of(environment.VENV)), "rest"],
                         result["PATH"].split(os.pathsep))
        self.assertNotIn("PYTHONPATH", result)

    def test_a_runtime_is_not_enough(self):
        self.program("java")
        with self.assertRaisesRegex(environment.Problem, "has no JShell.*not a JDK.*Install a JDK"):
            environment.with_java({"JAVA_HOME": str(self.home), "PATH": ""})

    def test_no_java(self):
        with self.assertRaisesRegex(environment.Problem, "No java was found"):
            environment.with_java({"PATH": str(self.home)})


@unittest.skipIf(os.name == "nt", "signals")
class Ending(unittest.TestCase):
    def test_sigterm_ends_the_program_that_call_started(self):
        program = (
            "import os, sys, environment; environment.end_cleanly(os.getppid()); print('up', flush=True); "
            "environment.call([sys.executable, '-c', "
            "'import os, pathlib, time; pathlib.Path(\"pid\").write_text(str(os.getpid())); time.sleep(60)'], '')"
        )
        with tempfile.TemporaryDirectory() as folder:
            environ = dict(os.environ, PYTHONPATH=str(TOOLS), PYTHONDONTWRITEBYTECODE="1")
            started = subprocess.Popen([sys.executable, "-c", program], cwd=folder, env=environ, stdout=subprocess.DEVNULL)
            pid = self.wait_for(lambda: pathlib.Path(folder, "pid").read_text())
            started.terminate()
            self.assertEqual(143, started.wait(10))
            with self.assertRaises(ProcessLookupError):
                os.kill(int(pid), 0)

    def wait_for(self, read):
        for _ in range(100):
            with contextlib.suppress(OSError):
                if read():
                    return read()
            time.sleep(0.05)
        self.fail("the program did not start")


class OldPython(unittest.TestCase):
    def test_run_py_tells_an_old_python(self):
        program = (
            "import sys; sys.version_info = (3, 8, 0); "
            f"exec(compile(open({str(TOOLS / 'run.py')!r}).read(), 'run.py', 'exec'))"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
        self.assertEqual(1, done.returncode)
        self.assertRegex(done.stderr, "need Python 3.10 or later, but .* is Python 3.8. .*mvn -Dpython=")
        self.assertNotIn("Traceback", done.stderr)

    def test_run_py_parses_on_python_3_6(self):
        import ast

        ast.parse((TOOLS / "run.py").read_text(encoding="utf-8"), feature_version=(3, 6))


if __name__ == "__main__":
    unittest.main()
