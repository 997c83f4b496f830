using Fridge.Nodes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Registry;
using Fridge.Registry.Certificates;
using Fridge.Registry.Running;
using Fridge.Tests.Provisioning.Fixtures;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning;

/// <summary>The CA's folder, made and judged by this machine's <c>sh</c> in a scratch folder.</summary>
public sealed class RegistryAuthorityTests : IDisposable
{
    private readonly string scratch = Directory.CreateTempSubdirectory("fridge-authority-").FullName;
    private readonly RegistryCertificates certificates = RegistryCertificates.Create(TimeProvider.System, new Redactor());

    private string Folder => Path.Combine(scratch, "registry");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(scratch, recursive: true);

    [Fact]
    public async Task Made_once_it_is_found_whole_and_root_alone_reads_it()
    {
        (await ReadAsync()).ShouldBeNull();

        await MakeAsync();

        (await ReadAsync()).ShouldBe(certificates.CaPem);
        Directory.GetDirectories(scratch).ShouldBe([Folder]);
        foreach (var path in Directory.GetFileSystemEntries(Folder, "*", SearchOption.AllDirectories).Append(Folder))
            (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)).ShouldBe(default, path);
    }

    [Theory]
    [InlineData("ca.crt", "")]
    [InlineData("ca.crt", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    [InlineData("ca.key", "")]
    [InlineData("tls/tls.crt", "-----BEGIN CERTIFICATE-----\nMIIB")]
    [InlineData("tls/tls.key", null)]
    public async Task What_a_power_cut_left_of_it_is_none_and_goes_aside(string file, string? content)
    {
        await MakeAsync();
        var path = Path.Combine(Folder, file);
        if (content is null) File.Delete(path);
        else await File.WriteAllTextAsync(path, content, Token);
        (await ReadAsync()).ShouldBeNull();

        await MakeAsync();

        (await ReadAsync()).ShouldBe(certificates.CaPem);
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

        (await ReadAsync()).ShouldBe(certificates.CaPem);
    }

    private Task MakeAsync() => LocalShell.SucceedAsync(RegistryAuthority.Script(certificates).Reveal().Replace(RegistryPlace.Folder, Folder), Token);

    private async Task<string?> ReadAsync()
    {
        var script = FactScript.Compose([RegistryFacts.Authority]).Replace(RegistryPlace.Folder, Folder);
        return NodeReadings.Of("pico-0", Readings.Now, await LocalShell.RunAsync(script, ["60"], Token), []).Read(RegistryFacts.Authority);
    }
}
