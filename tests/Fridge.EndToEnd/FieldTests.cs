using System.Collections.Immutable;
using System.Diagnostics;
using Fridge.Engine;
using Fridge.Testing;
using Shouldly;
using Xunit;

namespace Fridge.EndToEnd;

/// <summary>
/// What went wrong on other people's shelves, done to ours: each trial says what is right for a person. One shelf, in order; what a trial does to it
/// is undone. Here those that need no job to run; the quick ones of them are in the suite ci, too.
/// </summary>
[Trait("Trials", "field")]
[TestMethodOrderer(typeof(ByStep))]
[Collection(ByStep.OneShelfAtATime)]
public sealed partial class FieldTests(FieldShelf shelf) : IClassFixture<FieldShelf>
{
    private const string StopSsh = "systemctl stop ssh.socket ssh 2>/dev/null || systemctl stop ssh";
    private const string StartSsh = "systemctl start ssh";
    private const string RestartEngine = "systemctl reset-failed docker; systemctl restart docker";

    /// <summary>What is refused is refused with the first facts.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(60);

    /// <summary>With what hangs on the way: each question has its limit.</summary>
    private static readonly TimeSpan InTime = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>A Maven folder was compiled with its tests, and without them its resources landed in the wrong place: seen at run time only.</summary>
    [Theory, Step(1), Trait("Suite", "ci")]
    [InlineData("pom.xml", "mvn package")]
    [InlineData("build.gradle.kts", "gradle build")]
    [InlineData("build.sbt", "sbt assembly")]
    public async Task Images_FolderOfABuildTool_IsRefusedWithItsCommand(string file, string command)
    {
        var folder = Directory.CreateDirectory(Path.Combine(shelf.Folder, file + "-job"));
        Write(Path.Combine(folder.FullName, file), "");
        Write(Path.Combine(folder.FullName, "src/main/java/a/Job.java"), "package a; class Job {}");
        Write(Path.Combine(folder.FullName, "src/test/java/a/JobTest.java"), "package a; import org.junit.jupiter.api.Test; class JobTest {}");

        using var images = await ImagesAsync(folder.FullName, "a.Job");

        images.ExitCode.ShouldBe(2, images.Evidence());
        images.Screen.ShouldContain(command);
    }

    /// <summary>As of a proxy's password, in a file that its owner had closed to others.</summary>
    [Fact, Step(2), Trait("Suite", "ci")]
    public async Task Provision_DaemonJsonWithASecret_KeepsItsModeAndWhatIsInIt()
    {
        await using var secret = await Mishap.OnAsync(
            FieldShelf.Worker,
            """
            mkdir -p /etc/docker
            printf '%s' '{"labels":["token=planted"]}' >/etc/docker/daemon.json
            chmod 600 /etc/docker/daemon.json
            """,
            "rm -f /etc/docker/daemon.json; " + RestartEngine);

        using var provision = await shelf.OwnAsync("Provision");

        provision.ExitCode.ShouldBe(0, provision.Evidence());
        (await FieldShelf.OnAsync(FieldShelf.Worker, "stat -c '%a %U' /etc/docker/daemon.json; grep -c token=planted /etc/docker/daemon.json")).ShouldBe("600 root\n1");
    }

    /// <summary>The host name was changed and /etc/hosts was not: sudo warns with each command, and works.</summary>
    [Fact, Step(3), Trait("Suite", "ci")]
    public async Task Provision_SudoWarnsOfTheHostName_GoesOnWithARemark()
    {
        await using var renamed = await Mishap.OnAsync(
            FieldShelf.Worker,
            "hostname kitchen && su pi -c 'sudo -n true' 2>&1 | grep 'unable to resolve host kitchen'",
            "hostname " + FieldShelf.Worker);

        using var facts = await shelf.OwnAsync("Facts");
        using var provision = await shelf.OwnAsync("Provision");

        ShouldHaveAll(facts);
        provision.ExitCode.ShouldBe(0, provision.Evidence());
        provision.Screen.ShouldContain($"{FieldShelf.Worker} calls itself kitchen");
    }

    /// <summary>As fastfetch in .bashrc does; fish and csh read their files for each command, and neither has sh's grammar.</summary>
    [Theory, Step(4), Trait("Suite", "ci")]
    [InlineData("/usr/bin/bash", ".bashrc")]
    [InlineData("/usr/bin/fish", ".config/fish/config.fish", "/usr/share/fish")]
    [InlineData("/usr/bin/tcsh", ".tcshrc")]
    public async Task Provision_TheLoginShellPrints_IsAsByAnyOther(string shell, string file, params string[] beside)
    {
        await FieldShelf.BringAsync(FieldShelf.Manager, shell, beside);
        await using var printing = await Mishap.OnAsync(
            FieldShelf.Manager,
            $$"""
            set -e
            cd /home/pi
            mkdir -p "$(dirname {{file}})"
            printf 'echo "Welcome to %s"\necho ":begin 0"\n' {{FieldShelf.Manager}} >/run/mishap
            [ ! -e {{file}} ] || cat {{file}} >>/run/mishap
            cat /run/mishap >{{file}}
            chown -R pi: .
            usermod --shell {{shell}} pi
            """,
            "usermod --shell /bin/bash pi; cd /home/pi; rm -rf .config .tcshrc; cat /etc/skel/.bashrc >.bashrc");
        (await shelf.SshAsync(FieldShelf.Manager, "true")).ShouldStartWith("Welcome to " + FieldShelf.Manager);

        using var facts = await shelf.OwnAsync("Facts");
        using var provision = await shelf.OwnAsync("Provision");

        ShouldHaveAll(facts);
        provision.ExitCode.ShouldBe(0, provision.Evidence());
    }

    /// <summary>As 1Password's, or of a key with a passphrase; what lies in ~/.ssh is for something else.</summary>
    [Fact, Step(5), Trait("Suite", "ci")]
    public async Task Facts_OnlyAnAgentHasTheKey_IsIn()
    {
        var (held, other, socket) = (Path.Combine(shelf.Folder, "held"), Path.Combine(shelf.Clone.Home, ".ssh", "id_ed25519"), Path.Combine(shelf.Folder, "agent"));
        Directory.CreateDirectory(Path.GetDirectoryName(other)!);
        await MakeKeyAsync(held);
        await MakeKeyAsync(other);
        using var agent = Process.Start(new ProcessStartInfo("ssh-agent", ["-D", "-a", socket]) { RedirectStandardOutput = true })!;
        try
        {
            await Eventually.BecomesAsync("the agent listens", Eventually.Limit, _ => Task.FromResult(File.Exists(socket)), there => there, Cancelled);
            await Shelf.RunAsync("env", ["SSH_AUTH_SOCK=" + socket, "ssh-add", "-q", held]);
            var key = await File.ReadAllTextAsync(held + ".pub", Cancelled);
            File.Delete(held);
            await using var allowed = await Mishap.OfAllAsync(FieldShelf.Nodes.Select(node =>
                Mishap.ToFileAsync(node, "/home/pi/.ssh/authorized_keys", $"echo '{key.Trim()}' >>/home/pi/.ssh/authorized_keys")));
            var file = shelf.Variant("agent", own => own.Replace("name: field\n", "name: agent\n").Replace(shelf.Ssh, "ssh: {user: pi}"));

            using var facts = await shelf.OverAsync(file, "Facts", new Dictionary<string, string?> { ["SSH_AUTH_SOCK"] = socket });

            ShouldHaveAll(facts);
        }
        finally
        {
            agent.Kill();
            File.Delete(other);
        }
    }

    /// <summary>Our key was glued to the comment of theirs, and the next run asked for the password again.</summary>
    [Fact, Step(6), Trait("Suite", "ci")]
    public async Task Facts_AuthorizedKeysEndsWithoutALineEnd_ThePasswordIsNeededOnce()
    {
        var mine = Path.Combine(shelf.Folder, "mine");
        var password = Path.Combine(shelf.Folder, "password");
        await MakeKeyAsync(mine);
        await File.WriteAllTextAsync(password, "a long way\n", Cancelled);
        File.SetUnixFileMode(password, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using var cook = await Mishap.OnAsync(
            FieldShelf.Worker,
            $"""
            set -e
            useradd --create-home --shell /bin/bash cook
            echo 'cook:a long way' | chpasswd
            echo 'cook ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/cook
            install -d -m 700 -o cook -g cook ~cook/.ssh
            printf '%s' '{(await File.ReadAllTextAsync(mine + ".pub", Cancelled)).Trim()}' >~cook/.ssh/authorized_keys
            chown cook: ~cook/.ssh/authorized_keys
            """,
            "rm -f /etc/sudoers.d/cook; userdel --force --remove cook 2>/dev/null || :");
        var place = $"address: {FieldShelf.Address(FieldShelf.Worker)}";
        var file = shelf.Variant("cook", own => own.Replace(place, place + ", ssh: {user: cook}"));

        using var first = await shelf.OverAsync(file, $"Facts --node-password-file {password}");
        using var second = await shelf.OverAsync(file, "Facts");

        first.Screen.ShouldContain("no password is needed any more", Case.Sensitive, first.Evidence());
        ShouldHaveAll(first);
        ShouldHaveAll(second);
        (await FieldShelf.OnAsync(FieldShelf.Worker, "ssh-keygen -lf ~cook/.ssh/authorized_keys | wc -l")).ShouldBe("2");
    }

    /// <summary>Of hardening guides, and of bastions: a connection was opened ten times and given up.</summary>
    [Theory, Step(7), Trait("Suite", "ci")]
    [InlineData(2)]
    [InlineData(1)]
    public Task Provision_SshdAllowsFewSessions_IsAsEver(int sessions) => ShouldWorkWithSessionsAsync("Provision", sessions);

    [Theory, Step(8), Trait("Suite", "ci")]
    [InlineData("/etc/fridge/facts.d/board.fact", "echo memory=1 >>/etc/fridge/facts.d/board.fact")]
    [InlineData("/usr/lib/os-release", "echo VERSION_CODENAME=trixie >>/usr/lib/os-release")]
    [InlineData("/usr/lib/os-release", "echo what is this >>/usr/lib/os-release")]
    [InlineData("/etc/fridge/facts.d/board.fact", "echo memory=lots >/etc/fridge/facts.d/board.fact")]
    public async Task Facts_AnOddOne_IsASentenceAndNoBug(string path, string script)
    {
        await using var odd = await Mishap.ToFileAsync(FieldShelf.Worker, path, script);

        using var facts = await shelf.OwnAsync("Facts");

        facts.Screen.ShouldNotContain("A bug in the build");
        facts.Screen.ShouldNotContain("Exception");
        facts.ExitCode.ShouldBe(0, facts.Evidence());
        Table(facts).Select(row => row[0]).ShouldBe([FieldShelf.Manager, FieldShelf.Worker, FieldShelf.OtherWorker], facts.Evidence());
    }

    /// <summary>As the common tutorials run a registry of one's own.</summary>
    [Theory, Step(9), Trait("Suite", "ci")]
    [InlineData(5000)]
    [InlineData(8081)]
    public async Task Deploy_APortThatItNeedsIsTaken_IsRefusedBeforeAnyEffect(int port)
    {
        await using var own = await ListeningAsync(FieldShelf.Manager, port);

        using var check = await shelf.OwnAsync("Deploy --check");
        using var deploy = await shelf.OwnAsync("Deploy");

        foreach (var run in (FridgeRun[])[check, deploy])
        {
            run.ExitCode.ShouldBe(2, run.Evidence());
            run.Screen.ShouldContain($"The port {port} of {FieldShelf.Manager}");
        }

        deploy.Events.ShouldNotContain(happened => FridgeRun.IsStartOf(happened, "Registry"), deploy.Evidence());
    }

    /// <summary>Of Ubuntu's installer: it reads neither /etc/docker nor the registry's certificate.</summary>
    [Fact, Step(10), Trait("Suite", "ci")]
    public async Task Provision_EngineIsASnap_IsRefused()
    {
        await using var snap = await Mishap.OnAsync(
            FieldShelf.OtherWorker,
            "mkdir -p /snap/docker/current; mv /usr/sbin/dockerd /usr/sbin/dockerd.off",
            "mv /usr/sbin/dockerd.off /usr/sbin/dockerd; rm -r /snap");

        using var provision = await shelf.OwnAsync("Provision");

        provision.ExitCode.ShouldNotBe(0);
        provision.Screen.ShouldContain("snap remove docker", Case.Sensitive, provision.Evidence());
    }

    /// <summary>The power went while something was installed.</summary>
    [Fact, Step(11), Trait("Suite", "ci")]
    public async Task Provision_DpkgWasInterrupted_SaysSoWithTheCommand()
    {
        await using var missing = await WithoutIptablesAsync(FieldShelf.OtherWorker);
        await using var interrupted = await Mishap.OnAsync(
            FieldShelf.OtherWorker, "touch /var/lib/dpkg/updates/0000", "rm -f /var/lib/dpkg/updates/0000");

        using var provision = await shelf.OwnAsync("Provision");

        provision.ExitCode.ShouldBe(1, provision.Evidence());
        provision.Screen.ShouldContain("dpkg was interrupted", Case.Sensitive, provision.Evidence());
        provision.Screen.ShouldContain($"On {FieldShelf.OtherWorker}: sudo dpkg --configure -a");
        provision.Screen.ShouldNotContain("Another run");
    }

    /// <summary>The everyday case of a shelf.</summary>
    [Fact, Step(12), Trait("Suite", "ci")]
    public async Task Facts_PisAreOutOfReach_HasTheOthersAndAReasonForEach()
    {
        await using var one = await Mishap.OnAsync(FieldShelf.Worker, StopSsh, StartSsh);
        await using var other = await Mishap.OnAsync(FieldShelf.OtherWorker, StopSsh, StartSsh);

        using var facts = await shelf.OwnAsync("Facts");
        using var provision = await shelf.OwnAsync("Provision");

        Table(facts).ShouldContain(row => row[0] == FieldShelf.Manager && row[1].Contains("Raspberry"), facts.Evidence());
        foreach (var away in (string[])[FieldShelf.Worker, FieldShelf.OtherWorker])
        {
            facts.Screen.ShouldContain(away + ": ");
            provision.Screen.ShouldContain(away);
        }

        provision.ExitCode.ShouldBe(1, provision.Evidence());
    }

    private static void ShouldHaveAll(FridgeRun facts)
    {
        facts.ExitCode.ShouldBe(0, facts.Evidence());
        Table(facts).Select(row => row[0]).ShouldBe(FieldShelf.Nodes, facts.Evidence());
    }

    private async Task ShouldWorkWithSessionsAsync(string words, int sessions)
    {
        await using var hardened = await SshdAsync(FieldShelf.Manager, $"MaxSessions {sessions}");

        using var run = await shelf.OwnAsync(words);

        run.ExitCode.ShouldBe(0, run.Evidence());
    }

    private static Task<Mishap> SshdAsync(string node, string settings) => Mishap.OnAsync(
        node,
        $"printf '%s\\n' '{settings}' >/etc/ssh/sshd_config.d/50-mishap.conf; systemctl reload ssh",
        "rm -f /etc/ssh/sshd_config.d/50-mishap.conf; systemctl reload ssh");

    /// <summary>A person's own, on all addresses of the Pi.</summary>
    private static async Task<Mishap> ListeningAsync(string node, int port)
    {
        var own = await Mishap.ProgramAsync(node, $"systemd-socket-activate -l {port} --inetd -a /bin/cat");
        await Eventually.BecomesAsync(
            $"something listens on {port}", Eventually.Limit, _ => FieldShelf.OnAsync(node, $"ss -Hltn 'sport = :{port}'"), listens => listens.Length > 0, Cancelled);
        return own;
    }

    private Task<FridgeRun> ImagesAsync(string jar, string entryClass, string options = "")
    {
        var file = shelf.Variant("job", own => string.Join('\n', own.Split('\n').Select(line =>
            line.Contains("jar:", StringComparison.Ordinal) ? $"  - {{name: tried, jar: {jar}, entryClass: {entryClass}, parallelism: 1}}" : line)));
        return shelf.OverAsync(file, $"Images --job tried {options}");
    }

    /// <summary>Out of Flink's archive, which an image build has downloaded.</summary>
    private async Task FromFlinkAsync(string pattern, string folder)
    {
        Directory.CreateDirectory(folder);
        var archive = Directory.EnumerateFiles(Path.Combine(shelf.Clone.Environment["XDG_CACHE_HOME"]!, "fridge", "downloads"), "flink-1.20.5-bin-*.tgz", SearchOption.AllDirectories).First();
        await Shelf.RunAsync("tar", ["-xzf", archive, "-C", folder, "--wildcards", "--transform", "s|.*/||", pattern]);
    }

    private static IEnumerable<ImmutableArray<string>> Table(FridgeRun run) =>
        run.Events.OfType<RunFinished>().Single().Tables.SelectMany(table => table.Rows);

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static Task<string> MakeKeyAsync(string path) => Shelf.RunAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "somebody", "-f", path]);

    /// <summary>So that Provision installs it; apt takes it for installed.</summary>
    private static Task<Mishap> WithoutIptablesAsync(string node) => Mishap.OnAsync(
        node, "mv /usr/sbin/iptables /usr/sbin/iptables.off", "mv /usr/sbin/iptables.off /usr/sbin/iptables");

    private static Task<Mishap> HangingAsync(string node, string program) =>
        Mishap.OnAsync(node, $"pkill -STOP -x {program}", $"pkill -CONT -x {program}");

    /// <summary>The manager's container by another address; each engine begins anew, as after the power cut that goes before it.</summary>
    private static async Task MoveAsync(string address)
    {
        await Shelf.DockerAsync("network", "disconnect", FieldShelf.Network, FieldShelf.Container(FieldShelf.Manager));
        await Shelf.DockerAsync("network", "connect", "--ip", address, FieldShelf.Network, FieldShelf.Container(FieldShelf.Manager));
        await Task.WhenAll(FieldShelf.Nodes.Select(node => FieldShelf.OnAsync(node, RestartEngine)));
    }

    /// <summary>As the swarm sees them.</summary>
    private static Task BecomeAsync(string state, IEnumerable<string> nodes) => Eventually.BecomesAsync(
        $"{string.Join(", ", nodes)}: {state}", InTime,
        async _ => await FieldShelf.OnAsync(FieldShelf.Manager, "docker node ls --format '{{.Hostname}} {{.Status}}'"),
        seen => nodes.All(node => seen.Contains($"{node} {state}", StringComparison.Ordinal)), Cancelled);
}
