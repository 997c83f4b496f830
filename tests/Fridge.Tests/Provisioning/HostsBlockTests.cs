using Fridge.Nodes;
using Fridge.Provisioning;
using Fridge.Provisioning.HostTasks.HostsFile;
using Fridge.Tests.Provisioning.Fixtures;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning;

/// <summary>The block in the hosts file, as the plan foresees it and as <c>hosts.sh</c> writes it, here by this machine's <c>sh</c>.</summary>
public sealed class HostsBlockTests : IDisposable
{
    private const string Localhost = "127.0.0.1 localhost\n";
    private const string Person = "192.168.1.5 nas\n";
    private const string Begin = HostsBlock.Begin + "\n";
    private const string End = HostsBlock.End + "\n";

    private readonly string scratch = Directory.CreateTempSubdirectory("fridge-hosts-").FullName;
    private readonly string block = HostsBlock.Render(Readings.View(Fridges.Pico));

    /// <summary>The folder of the machine whose file it is.</summary>
    private string Place => Path.Combine(scratch, "0");

    private string Hosts => Path.Combine(Place, "hosts");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(scratch, recursive: true);

    [Theory]
    [InlineData("", "")]
    [InlineData(Localhost, Localhost)]
    [InlineData("127.0.0.1 localhost", Localhost)]
    [InlineData(Localhost + "\n\n", Localhost + "\n\n")]
    [InlineData(Localhost + Begin + "10.0.0.9 pico-1\n" + End + Person, Localhost + Person)]
    [InlineData(Localhost + Begin + "10.0.0.9 pico-1\n10.0.0.8 pico-0\n" + Person, Localhost + Person)]
    [InlineData(Localhost + Begin + Person + "10.0.0.9 pico-1\n", Localhost + Person + "10.0.0.9 pico-1\n")]
    [InlineData(Localhost + Begin + "10.0.0.9 pico-1\n192.168.1.6 pico-1\n", Localhost + "192.168.1.6 pico-1\n")]
    [InlineData(Localhost + Begin + "10.0.0.9 pico-1 kitchen\n", Localhost + "10.0.0.9 pico-1 kitchen\n")]
    [InlineData(Localhost + Begin + "10.0.0.9 pico-1\n" + Person + Begin + "10.0.0.8 pico-0\n" + End, Localhost + Person)]
    [InlineData(Localhost + Begin, Localhost)]
    [InlineData(Localhost + End + Person, Localhost + Person)]
    [InlineData(Localhost + "# BEGIN fridge: by another version\r\n10.0.0.9 pico-1\r\n# END fridge\r\n" + Person, Localhost + Person)]
    public async Task What_a_person_wrote_stays_whatever_became_of_the_block(string current, string others)
    {
        HostsBlock.Merge(current, block).ShouldBe(others + block);
        (await WriteAsync(current)).ShouldBe(others + block);
        HostsBlock.Merge(others + block, block).ShouldBe(others + block);
    }

    [Fact]
    public async Task Plan_and_script_agree_on_any_file()
    {
        string[] lines = [Localhost, Person, Begin, End, "10.0.0.9 pico-1\n", "10.0.0.8 pico-0\n", "10.0.0.9\tpico-1\r\n", "\n", "# END fridge \n", "#a\n"];
        var random = new Random(7);
        string[] samples = [.. Enumerable.Range(0, 60).Select(_ => string.Concat(Enumerable.Range(0, 1 + random.Next(8)).Select(_ => lines[random.Next(lines.Length)])))];

        var written = await WriteAllAsync(samples);

        foreach (var (current, now) in samples.Zip(written))
            now.ShouldBe(HostsBlock.Merge(current, block), current);
    }

    [Fact]
    public async Task The_file_is_replaced_whole_and_keeps_its_mode_and_previous_version()
    {
        await WriteAsync(Localhost);

        (await File.ReadAllTextAsync($"{Place}/before{Hosts}", Token)).ShouldBe(Localhost);
        File.GetUnixFileMode(Hosts).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Directory.GetFiles(Place).Order().ShouldBe([Path.Combine(Place, "block"), Hosts]);
    }

    [Fact]
    public async Task A_file_that_was_emptied_on_the_way_comes_back_from_its_previous_version()
    {
        await WriteAsync(Localhost + Person);

        (await WriteAsync("")).ShouldBe(Localhost + Person + block);
    }

    [Fact]
    public async Task A_file_with_the_block_is_left_alone()
    {
        await WriteAsync(Localhost + block);

        Directory.Exists(Path.Combine(Place, "before")).ShouldBeFalse();
    }

    private async Task<string> WriteAsync(string current) => (await WriteAllAsync(current)).Single();

    /// <summary>Each on a machine of its own, by one shell.</summary>
    private async Task<string[]> WriteAllAsync(params string[] currents)
    {
        string[] files = [.. currents.Select((_, machine) => Path.Combine(Directory.CreateDirectory(Path.Combine(scratch, $"{machine}")).FullName, "hosts"))];
        foreach (var (file, current) in files.Zip(currents))
        {
            await File.WriteAllTextAsync(file, current, Token);
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
            await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(file)!, "block"), block, Token);
        }

        // Not with || behind the brackets, where set -e would mean nothing inside them.
        await LocalShell.SucceedAsync(
            $"""
            for at in {string.Join(' ', files.Select(Path.GetDirectoryName))}; do (
            FRIDGE_BEFORE=$at/before
            {NodeFiles.Functions}{EmbeddedText.Read(typeof(Provisioner), "hosts.sh").Replace("=/etc/hosts", "=$at/hosts").Replace("=/var/lib/fridge/hosts/block", "=$at/block")}
            )
            [ $? = 0 ] || exit 1
            done
            """,
            Token);
        return await Task.WhenAll(files.Select(file => File.ReadAllTextAsync(file, Token)));
    }
}
