"""Unit tests of assignments/.grader/apart.py: what the kernel of a submission can reach. run.py runs them before every check."""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "assignments" / ".grader"))
import apart  # noqa: E402

SECRET = "JUPYTERHUB_API_TOKEN"


@unittest.skipIf(os.name == "nt", "Windows has neither users to become nor limits of this kind")
class TestPlace(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.course = pathlib.Path(folder.name)
        os.chmod(self.course, 0o755)
        for name in ["released/backprop.jar", "released/f.ipynb", "hidden/digits", "gradebook.db"]:
            file = self.course / name
            file.parent.mkdir(exist_ok=True)
            file.write_text("the course's")
        os.environ[SECRET] = "secret"
        self.addCleanup(os.environ.pop, SECRET)

    def run_apart(self, script):
        """What a shell says in the place of the kernel; the folders as they then are."""
        with apart.place(self.course / "released", self.course / "hidden") as place:
            command = [sys.executable, "-I", apart.__file__, str(place.user), str(place.home), "/bin/sh", "-c", script]
            done = subprocess.run(command, cwd=place.work, capture_output=True, text=True)
            files = {file.relative_to(place.root).as_posix(): file.read_text() for file in place.root.rglob("*") if file.is_file()}
        self.assertFalse(place.root.exists())
        return done.stdout.strip(), files

    def test_it_gets_what_was_released_and_reads_the_hidden_files(self):
        said, files = self.run_apart("cat backprop.jar ../course/hidden/digits")
        self.assertEqual("the course'sthe course's", said)
        self.assertEqual({"work/backprop.jar", "course/hidden/digits"}, set(files))

    def test_the_kernel_s_jar_comes_with_the_one_that_it_names(self):
        for name in ["kernel.jar", "jjava.jar", "other.jar"]:
            (self.course / name).write_text(name)
        with apart.place(self.course / "released", self.course / "hidden") as place:
            command = place.command(["java", "-jar", str(self.course / "kernel.jar")])
            self.assertEqual(["-jar", str(place.kernel / "kernel.jar")], command[-2:])
            self.assertEqual({"kernel.jar", "jjava.jar"}, {file.name for file in place.kernel.iterdir()})

    def test_it_adds_files_and_replaces_none(self):
        _, files = self.run_apart("echo own > own; echo evil > backprop.jar; echo evil > ../course/hidden/digits")
        self.assertEqual("own\n", files["work/own"])
        self.assertEqual("the course's", files["work/backprop.jar"])
        self.assertEqual("the course's", files["course/hidden/digits"])

    def test_it_has_a_home_of_its_own_and_none_of_the_grader_s_secrets(self):
        said, _ = self.run_apart("echo $HOME; env")
        self.assertRegex(said, r"^\S*submission-\w+/home\n")
        self.assertNotIn(SECRET, said)

    def test_it_has_limits(self):
        said, _ = self.run_apart("ulimit -f; ulimit -n; ulimit -c")
        self.assertEqual(["1024", "0"], said.split()[1:])
        self.assertIn(said.split()[0], ["65536", "131072"])  # a shell counts in blocks of 1024 or 512 bytes

    @unittest.skipUnless(apart.AS_ROOT, "only root can run it as another user; the teacher's page says what then holds")
    def test_as_another_user_it_can_write_nothing_of_the_course_and_end_no_process(self):
        sleeper = subprocess.Popen(["sleep", "60"])
        self.addCleanup(sleeper.wait)
        self.addCleanup(sleeper.kill)
        book = self.course / "gradebook.db"
        said, _ = self.run_apart(
            f"echo evil > {book}; rm -f {book}; rm -f backprop.jar; kill -9 {sleeper.pid}; id -u; id -g; ls; (sleep 60 >/dev/null 2>&1 &)")
        user, group, *left = said.split()
        self.assertIn(int(user), apart.OTHERS)
        self.assertEqual((user, ["backprop.jar"]), (group, left))
        self.assertEqual("the course's", book.read_text())
        self.assertIsNone(sleeper.poll())
        self.assertEqual([], apart.processes_of(int(user)))


if __name__ == "__main__":
    unittest.main()
