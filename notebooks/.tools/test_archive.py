"""When the kernel's archive is made, and that a bad one never takes its place, with a fake instead of the kernel."""
import contextlib
import io
import os
import pathlib
import tempfile
import unittest
from unittest import mock

import archive
import environment


class Archive(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.venv = pathlib.Path(folder.name) / ".venv"
        self.folder = environment.jjava_folder(self.venv)
        self.folder.mkdir(parents=True)
        self.jar = pathlib.Path(folder.name) / "backprop.jar"
        self.jar.write_text("library")
        for name in ["jjava.jar", "kernel.jar"]:
            (self.folder / name).write_text("kernel")
        home = pathlib.Path(folder.name) / "java"
        home.mkdir()
        (home / "release").write_text('JAVA_VERSION="17"\n')
        self.archive = self.folder / "kernel.jsa"
        self.runs, self.is_whole = [], True
        for patch in [
            mock.patch.dict(os.environ, JAVA_HOME=str(home)),
            mock.patch.object(environment, "compile_kernel"),
            mock.patch.object(archive, "run", self.fake_run),
            mock.patch.object(environment, "runs", lambda command: self.is_whole),
        ]:
            patch.start()
            self.addCleanup(patch.stop)
        environment.configure(self.venv)

    def fake_run(self, argv):
        self.runs.append(argv)
        written = [word.partition("=")[2] for word in argv if word.startswith("-XX:ArchiveClassesAtExit=")]
        pathlib.Path(written[0]).write_text(f"archive {len(self.runs)}")

    def prepare(self):
        """How often a kernel was run for it."""
        self.runs.clear()
        with contextlib.redirect_stdout(io.StringIO()):
            archive.prepare(self.venv, self.jar)
        return len(self.runs)

    def test_it_is_made_once(self):
        self.assertEqual(1, self.prepare())
        self.assertEqual("archive 1", self.archive.read_text())
        self.assertIn("kernel.jsa", (self.folder / "kernel.json").read_text())
        self.assertEqual(0, self.prepare())

    def test_by_the_kernel_as_it_is_but_without_the_archive(self):
        self.prepare()
        argv = self.runs[0]
        self.assertFalse([word for word in argv if word.startswith("-XX:SharedArchiveFile")])
        self.assertEqual(["-jar", str(self.folder / "kernel.jar"), "{connection_file}"], argv[-3:])

    def test_again_when_the_library_the_kernel_or_the_java_changed(self):
        self.prepare()
        for changed in [self.jar, self.folder / "kernel.jar", self.folder / "jjava.jar", pathlib.Path(os.environ["JAVA_HOME"], "release")]:
            changed.write_text(changed.read_text() + " ")
            self.assertEqual(1, self.prepare(), changed)

    def test_again_when_it_is_gone(self):
        self.prepare()
        self.archive.unlink()
        self.assertEqual(1, self.prepare())

    def test_not_without_the_library(self):
        self.jar.unlink()
        self.assertEqual(0, self.prepare())

    def test_a_damaged_one_takes_no_place_and_is_made_again(self):
        self.is_whole = False
        self.prepare()
        self.assertEqual(["jjava.jar", "kernel.jar", "kernel.json"], sorted(os.listdir(self.folder)))
        self.is_whole = True
        self.assertEqual(1, self.prepare())
        self.assertTrue(self.archive.is_file())

    def test_a_kernel_that_fails_leaves_nothing_and_says_nothing(self):
        with mock.patch.object(archive, "run", side_effect=RuntimeError("Kernel died")):
            self.prepare()
        self.assertEqual(["jjava.jar", "kernel.jar", "kernel.json"], sorted(os.listdir(self.folder)))


if __name__ == "__main__":
    unittest.main()
