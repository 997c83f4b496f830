using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.HostTasks.RegistryTrust;
using Fridge.Provisioning.Registry;
using Fridge.Registry.Certificates;
using Fridge.Registry.Running;
using Fridge.Tests.Nodes.Locks;
using Fridge.Tests.Provisioning.Fixtures;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning;

/// <summary>A node's certificate for the registry, laid out and judged by this machine's <c>sh</c> in a scratch folder.</summary>
public sealed class NodeCertificatesTests : IDisposable
{
    private static readonly FakeTimeProvider Time = new(Readings.Now);
    private static readonly CertificateAuthority Authority = CertificateAuthority.Create(Time, new Redactor());

    private readonly string scratch = Directory.CreateTempSubdirectory("fridge-client-").FullName;

    private string Folder => Path.Combine(scratch, "certs.d", "registry.fridge:5000");

    private string Key => Path.Combine(Folder, "client.key");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(scratch, recursive: true);

    [Fact]
    public async Task Laid_out_once_it_is_found_and_root_alone_reads_the_key()
    {
        (await FindAsync()).ShouldHaveSingleItem().ShouldBeOfType<MakeNodeCertificate>();

        await LayAsync();

        (await FindAsync()).ShouldBeEmpty();
        File.GetUnixFileMode(Key).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Of_another_CA_it_is_made_anew()
    {
        await LayAsync();

        (await FindAsync(CertificateAuthority.Create(Time, new Redactor()).CaPem)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Under_a_year_from_its_end_it_is_made_anew()
    {
        await LayAsync(Authority.ForNode("pico-1", new FakeTimeProvider(Readings.Now.AddYears(-9).AddDays(-2)), new Redactor()));

        (await FindAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Whose_key_others_can_read_it_is_made_anew_and_closed()
    {
        await LayAsync();
        File.SetUnixFileMode(Key, File.GetUnixFileMode(Key) | UnixFileMode.OtherRead);
        (await FindAsync()).ShouldHaveSingleItem();

        await LayAsync();

        (await FindAsync()).ShouldBeEmpty();
        File.GetUnixFileMode(Key).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData("client.key")]
    [InlineData("client.cert")]
    public async Task Of_which_a_power_cut_left_one_half_it_is_made_anew(string file)
    {
        await LayAsync();
        await File.WriteAllTextAsync(Path.Combine(Folder, file), "", Token);
        (await FindAsync()).ShouldHaveSingleItem();

        await LayAsync();

        (await FindAsync()).ShouldBeEmpty();
    }

    /// <summary>The CA's key is read on the manager; what a node's list of processes, a plan and a log may show has no key in it.</summary>
    [Fact]
    public async Task A_key_is_on_no_argv_and_in_no_plan()
    {
        var redactor = new Redactor();
        var nodes = new FakeNodes((_, command) => command.Arguments is ["cat", RegistryPlace.Authority, RegistryPlace.AuthorityKey]
            ? new FakeAnswer(Authority.CaPem + Authority.Key.Reveal())
            : new FakeAnswer());
        var change = new MakeNodeCertificate("registry trust", "pico-1", RegistryTrustTask.Folder);

        await new NodeCertificates(nodes, Time, redactor).ApplyAsync(Readings.View(Fridges.Pico), [change], new HeldLockDouble(), Token);

        nodes.Started.Select(started => $"{started.Node}: {started.Command.CommandLine()}").ShouldBe(
            [$"pico-0: cat {RegistryPlace.Authority} {RegistryPlace.AuthorityKey}", "pico-1: sh -s"]);
        nodes.Started.ShouldAllBe(started => started.Command.AsRoot);
        nodes.Started.Last().Command.Secrets.ShouldNotBeEmpty();
        redactor.Redact(Authority.Key.Reveal()).ShouldNotContain("MIG");
        $"{change} {NodeCertificates.Script(Folder, Authority.ForNode("pico-1", Time, redactor))}".ShouldNotContain("MIG");
    }

    private Task LayAsync(CertificatePair? pair = null) =>
        LocalShell.SucceedAsync($"FRIDGE_BEFORE={scratch}/before\n" + NodeCertificates.Script(Folder, pair ?? Authority.ForNode("pico-1", Time, new Redactor())).Reveal(), Token);

    private async Task<IEnumerable<Finding>> FindAsync(string? authority = null)
    {
        var facts = new Fact[] { RegistryTrustTask.Certificate, RegistryTrustTask.KeyHash };
        var said = await LocalShell.RunAsync(FactScript.Compose(facts).Replace(RegistryTrustTask.Folder, Folder), ["60"], Token);
        var ca = string.Concat((authority ?? Authority.CaPem).TrimEnd('\n').Split('\n').Select(line => $" {line}\n"));
        var sections = string.Concat(said.Split('\n').Where(line => line.StartsWith(":registry_client", StringComparison.Ordinal) || line.StartsWith(' ')).Select(line => line + "\n"));
        var view = Readings.View(Fridges.Pico, ("pico-0", $":registry_ca 0\n{ca}"), ("pico-1", sections));
        return new RegistryTrustTask().Examine(Readings.Node(view, "pico-1")).Where(finding => finding is not ShellChange);
    }
}
