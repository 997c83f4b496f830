using Fridge.Nodes;
using Fridge.Tests.Provisioning.Fixtures;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes;

/// <summary>How files are written on nodes, by this machine's <c>sh</c> in a scratch folder.</summary>
public sealed class NodeFilesTests : IDisposable
{
    private readonly string scratch = Directory.CreateTempSubdirectory("fridge-files-").FullName;

    private string Bin => Path.Combine(scratch, "bin");

    private string Before => Path.Combine(scratch, "before");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(scratch, recursive: true);

    [Fact]
    public async Task What_a_power_cut_may_empty_has_no_name_yet_and_what_has_its_name_is_on_the_disk()
    {
        foreach (var program in new[] { "sync", "mv" })
            await LocalShell.ProgramAsync(Bin, program, $"echo {program} \"$@\"; exec /bin/{program} \"$@\"", Token);

        var order = await RunAsync($"put {scratch}/etc/a 0644 new");

        order.Replace(scratch, "").ShouldBe("sync /\nsync /etc/a.fridge-new\nmv -f /etc/a.fridge-new /etc/a\nsync /etc/\n");
    }

    [Fact]
    public async Task A_sync_that_takes_no_path_flushes_everything()
    {
        await LocalShell.ProgramAsync(Bin, "sync", $"[ $# = 0 ] || exit 1\necho all >>{scratch}/log", Token);

        await RunAsync($"put {scratch}/a 0644 new");

        (await File.ReadAllLinesAsync(Path.Combine(scratch, "log"), Token)).ShouldBe(["all", "all"]);
    }

    [Theory]
    [InlineData("600")]
    [InlineData("2640")]
    public async Task A_file_that_is_there_keeps_its_mode_and_owner(string mode)
    {
        var owner = Environment.UserName == "root" ? "1234:4321" : "$(id -u):$(id -g)";

        var said = await RunAsync($"cd {scratch}; echo old >a; chown {owner} a; chmod {mode} a; stat -c '%a %u %g' a; put {scratch}/a 0644 new; stat -c '%a %u %g' a; cat a");

        var lines = said.Split('\n');
        lines[0].ShouldStartWith(mode);
        lines[1].ShouldBe(lines[0]);
        lines[2].ShouldBe("new");
    }

    [Fact]
    public async Task Its_previous_version_stays_at_hand_with_its_own_mode()
    {
        await RunAsync($"cd {scratch}; echo 1 >a; chmod 600 a; put {scratch}/a 0644 2; put {scratch}/a 0644 3");

        var kept = $"{Before}{scratch}/a";
        (await File.ReadAllTextAsync(kept, Token)).ShouldBe("2");
        File.GetUnixFileMode(kept).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Before).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task A_link_stays_one_and_its_file_is_written()
    {
        await RunAsync($"cd {scratch}; mkdir dotfiles; echo old >dotfiles/a; ln -s dotfiles/a a; put {scratch}/a 0644 new");

        File.ResolveLinkTarget(Path.Combine(scratch, "a"), returnFinalTarget: true)!.FullName.ShouldBe(Path.Combine(scratch, "dotfiles", "a"));
        (await File.ReadAllTextAsync(Path.Combine(scratch, "dotfiles", "a"), Token)).ShouldBe("new");
    }

    [Fact]
    public async Task A_link_to_a_device_is_replaced_and_the_device_left_alone()
    {
        await RunAsync($"ln -s /dev/null {scratch}/masked.service; put {scratch}/masked.service 0644 new");

        (await File.ReadAllTextAsync(Path.Combine(scratch, "masked.service"), Token)).ShouldBe("new");
        (await RunAsync("[ -c /dev/null ] && echo device")).ShouldBe("device\n");
    }

    [Fact]
    public async Task A_file_that_is_mounted_by_itself_is_written_in_place()
    {
        var script = NodeFiles.Functions + $"FRIDGE_BEFORE={Before}; cd {scratch}; echo old >a; echo mounted >b; mount --bind b a; put {scratch}/a 0644 new; umount a; cat a b";

        var said = await LocalShell.SucceedAsync($"exec unshare --map-root-user --mount sh -euc {Fridge.Tooling.Processes.ShellText.Quote(script)}", Token);

        said.ShouldBe("old\nnew");
        (await File.ReadAllTextAsync($"{Before}{scratch}/a", Token)).ShouldBe("mounted\n");
    }

    [Fact]
    public async Task On_a_full_disk_the_old_file_stays_and_nothing_else_is_left()
    {
        var (status, _, _) = await LocalShell.TryAsync(
            $"set -eu\n{NodeFiles.Functions}FRIDGE_BEFORE={Before}; cd {scratch}; echo old >a; trap '' XFSZ; ulimit -f 1\nput {scratch}/a 0644 \"$(seq 2000)\"\n", [], Token);

        status.ShouldNotBe(0);
        (await File.ReadAllTextAsync(Path.Combine(scratch, "a"), Token)).ShouldBe("old\n");
        Directory.GetFiles(scratch).ShouldBe([Path.Combine(scratch, "a")]);
    }

    private Task<string> RunAsync(string script) =>
        LocalShell.SucceedAsync($"set -eu\n{NodeFiles.Functions}FRIDGE_BEFORE={Before}\n{script}\n", Token, Bin);
}
