using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Registry;
using Fridge.Registry.Certificates;
using Fridge.Registry.Running;
using Fridge.Tests.Provisioning.Fixtures;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning;

/// <summary>The CA's folder, made and judged by this machine's <c>sh</c> in a scratch folder.</summary>
public sealed class RegistryAuthorityTests : IDisposable
{
    private readonly string scratch = Directory.CreateTempSubdirectory("fridge-authority-").FullName;
    private static readonly RegistryCertificates Certificates = RegistryCertificates.Create(TimeProvider.System, new Redactor());

    private string Folder => Path.Combine(scratch, "registry");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(scratch, recursive: true);

    [Fact]
    public async Task Made_once_it_is_found_whole_and_root_alone_reads_it()
    {
        (await ReadAsync()).ShouldBeNull();

        await MakeAsync();

        (await ReadAsync()).ShouldBe(Certificates.CaPem);
        Directory.GetDirectories(scratch).ShouldBe([Folder]);
        foreach (var path in Directory.GetFileSystemEntries(Folder, "*", SearchOption.AllDirectories).Append(Folder))
            (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)).ShouldBe(default, path);
    }

    [Theory]
    [InlineData("ca.crt", "")]
    [InlineData("ca.crt", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    [InlineData("ca.key", "")]
    [InlineData("ca.key", null)]
    public async Task What_a_power_cut_left_of_it_is_none_and_goes_aside(string file, string? content)
    {
        await MakeAsync();
        var path = Path.Combine(Folder, file);
        if (content is null) File.Delete(path);
        else await File.WriteAllTextAsync(path, content, Token);
        (await ReadAsync()).ShouldBeNull();

        await MakeAsync();

        (await ReadAsync()).ShouldBe(Certificates.CaPem);
        Directory.GetDirectories(scratch, "registry.aside.*").ShouldHaveSingleItem();
    }

    /// <summary>The renewal that docs/trust.md says: while the folder is away, an engine that starts the registry makes an empty one.</summary>
    [Fact]
    public async Task The_folder_that_an_engine_made_meanwhile_is_no_authority_and_stands_in_nobodys_way()
    {
        await MakeAsync();
        Directory.Delete(Folder, recursive: true);
        Directory.CreateDirectory(Path.Combine(Folder, "tls"));
        (await ReadAsync()).ShouldBeNull();

        await MakeAsync();

        (await ReadAsync()).ShouldBe(Certificates.CaPem);
    }

    [Theory]
    [InlineData("tls/tls.crt", "-----BEGIN CERTIFICATE-----\nMIIB")]
    [InlineData("tls/tls.key", "")]
    [InlineData("tls/tls.key", null)]
    [InlineData("readers/clients.crt", "-----BEGIN CERTIFICATE-----\nMIIB")]
    [InlineData("writers/clients.crt", null)]
    [InlineData("writer.key", "another")]
    public async Task What_is_left_of_a_certificate_is_made_anew_and_the_CA_stays(string file, string? content)
    {
        await MakeAsync();
        (await HoldAsync()).ShouldBe(true);
        var path = Path.Combine(Folder, file);
        if (content is null) File.Delete(path);
        else await File.WriteAllTextAsync(path, content, Token);
        (await HoldAsync()).ShouldNotBe(true);

        await RenewAsync();

        (await HoldAsync()).ShouldBe(true);
        (await ReadAsync()).ShouldBe(Certificates.CaPem);
    }

    /// <summary>Of a registry that asked for no certificate: its CA stays, and with it each node's trust.</summary>
    [Fact]
    public async Task What_an_earlier_version_made_keeps_its_CA()
    {
        await MakeAsync();
        foreach (var later in (string[])["readers", "writers"]) Directory.Delete(Path.Combine(Folder, later), recursive: true);
        File.Delete(Path.Combine(Folder, "writer.key"));
        var plain = Certificates.Server.Certificate[Certificates.Server.Certificate.IndexOf("-----BEGIN", StringComparison.Ordinal)..];
        await File.WriteAllTextAsync(Path.Combine(Folder, "tls/tls.crt"), plain, Token);
        (await HoldAsync()).ShouldBeNull();

        await RenewAsync();

        (await HoldAsync()).ShouldBe(true);
        (await ReadAsync()).ShouldBe(Certificates.CaPem);
    }

    private Task RenewAsync() => LocalShell.SucceedAsync(
        RegistryAuthority.Renewal(RegistryCertificates.Of(Certificates.Authority, TimeProvider.System, new Redactor())).Reveal().Replace(RegistryPlace.Folder, Folder), Token);

    /// <summary>Null: not all of them are there.</summary>
    private async Task<bool?> HoldAsync() => (await ReadAsync(RegistryFacts.Certificates))?.Hold(Certificates.CaPem, TimeProvider.System.GetUtcNow());

    private Task MakeAsync() => LocalShell.SucceedAsync(RegistryAuthority.Script(Certificates).Reveal().Replace(RegistryPlace.Folder, Folder), Token);

    private Task<string?> ReadAsync() => ReadAsync(RegistryFacts.Authority);

    private async Task<T> ReadAsync<T>(Fact<T> fact)
    {
        var script = FactScript.Compose([fact]).Replace(RegistryPlace.Folder, Folder);
        return NodeReadings.Of("pico-0", Readings.Now, await LocalShell.RunAsync(script, ["60"], Token), []).Read(fact);
    }
}
