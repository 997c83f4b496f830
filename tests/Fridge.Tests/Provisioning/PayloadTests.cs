using Fridge.Provisioning.Apply;
using Fridge.Provisioning.Changes;
using Fridge.Tests.Provisioning.Fixtures;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning;

/// <summary>Payloads, run by this machine's <c>sh</c> in a scratch folder.</summary>
public sealed class PayloadTests : IDisposable
{
    private readonly string scratch = Directory.CreateTempSubdirectory("fridge-payload-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(scratch, recursive: true);

    [Fact]
    public async Task Steps_run_in_order_under_their_names_and_a_file_is_written_whole()
    {
        var path = Path.Combine(scratch, "a folder", "it's");

        var log = await RunAsync(
            [.. FileChange.Make("hosts file", "pico-1", path, "0640", null, "a 'quoted'\nfile\n")],
            [Change($"cat '{scratch}/a folder/it'\\''s'\n")]);

        log.ShouldBe($"fridge: 1/2 hosts file: write {path}\nfridge: 2/2 test: do it\na 'quoted'\nfile\n");
        File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Directory.GetFiles(Path.GetDirectoryName(path)!).ShouldBe([path]);
    }

    [Fact]
    public async Task The_first_failure_ends_it() =>
        (await RunAsync([Change("false\n"), Change("echo never\n")])).ShouldBe("fridge: 1/2 test: do it\n");

    [Theory]
    [InlineData("old\n")]
    [InlineData(null)]
    public async Task Undo_brings_back_what_keep_saw(string? before)
    {
        var file = Path.Combine(scratch, "daemon.json");
        if (before is not null) await File.WriteAllTextAsync(file, before, Token);

        await RunAsync([Change($"keep {file}\nput {file} 0644 new\nundo {file}\n")]);

        (File.Exists(file) ? await File.ReadAllTextAsync(file, Token) : null).ShouldBe(before);
        Directory.GetFiles(scratch).Length.ShouldBe(before is null ? 0 : 1);
    }

    [Fact]
    public async Task Undo_without_keep_takes_nothing_away()
    {
        var file = Path.Combine(scratch, "daemon.json");
        await File.WriteAllTextAsync(file, "a person's", Token);

        await RunAsync([Change($"undo {file}\n")]);

        (await File.ReadAllTextAsync(file, Token)).ShouldBe("a person's");
    }

    [Fact]
    public async Task A_service_is_restarted_once_after_all_changes_and_helpers_are_there_once()
    {
        var programs = Directory.CreateDirectory(Path.Combine(scratch, "bin")).FullName;
        await ProgramAsync(programs, "systemctl", "echo \"systemctl $*\"");
        var change = Change("greet\n") with { Helpers = "greet() { echo hello; }\n" };

        var payload = Payload.Of("pico-1",
            [change with { Restarts = new("chrony.service", "its servers changed") }, change with { Restarts = new("chrony.service", "its key changed") }]);

        (await LocalShell.RunAsync(payload.Script, [], Token, programs)).ShouldEndWith(
            "hello\nfridge: restart chrony.service (its servers changed; its key changed)\nsystemctl restart chrony.service\n");
        payload.Script.Split("greet() {").Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("Could not get lock /var/lib/apt/lists/lock. It is held by process 7 (apt-get)", 2, "fridge: waiting for another program that is using apt")]
    [InlineData("dpkg was interrupted, you must manually run 'dpkg --configure -a'", 1, "E: dpkg was interrupted")]
    public async Task Apt_waits_for_its_locks_and_for_nothing_else(string error, int runs, string said)
    {
        var programs = Directory.CreateDirectory(Path.Combine(scratch, "bin")).FullName;
        await ProgramAsync(programs, "apt-get", $"echo run >>{scratch}/runs\n[ -e {scratch}/free ] || {{ : >{scratch}/free; echo \"E: {error}\" >&2; exit 100; }}\necho done");
        await ProgramAsync(programs, "sleep", ":");

        var log = await LocalShell.RunAsync(Payload.Of("pico-1", [Change("apt_get update\n")]).Script, [], Token, programs);

        (await File.ReadAllLinesAsync(Path.Combine(scratch, "runs"), Token)).Length.ShouldBe(runs);
        log.ShouldContain(said);
        log.EndsWith("done\n", StringComparison.Ordinal).ShouldBe(runs == 2);
    }

    [Fact]
    public void The_same_changes_are_the_same_plan_for_every_client() =>
        Payload.Of("pico-1", [Change("true\n")]).Hash.ShouldBe(Payload.Of("pico-1", [Change("true\n") with { Diff = "shown, not run" }]).Hash);

    [Fact]
    public void Another_script_is_another_plan() =>
        Payload.Of("pico-1", [Change("true\n")]).Hash.ShouldNotBe(Payload.Of("pico-1", [Change("true\n\n")]).Hash);

    private static Task ProgramAsync(string folder, string name, string script) => LocalShell.ProgramAsync(folder, name, script, Token);

    private static ShellChange Change(string script) => new("test", "pico-1", "do it", "", script);

    private Task<string> RunAsync(params ShellChange[][] changes) =>
        LocalShell.RunAsync($"FRIDGE_BEFORE={scratch}/before\n{Payload.Of("pico-1", [.. changes.SelectMany(some => some)]).Script}", [], Token);
}
