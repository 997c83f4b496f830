using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Fridge.Images.Archives;
using Fridge.Images.Locks;
using Fridge.Images.Plan;
using Fridge.Images.Renewal;
using Fridge.Tests.Engine;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Fridge.Tests.Publishing;

/// <summary>
/// A Debian archive on loopback whose indices name the packages of the checkout's locks, and what a test adds; nobody has signed them. The packages themselves
/// come from this machine's archives.
/// </summary>
public sealed class ScratchArchive : IAsyncLifetime
{
    private static readonly ImmutableArray<string> Architectures = ["amd64", "arm64", "armhf"];
    private static readonly ImmutableArray<string> Suites = ["bookworm", "bookworm-updates", "bookworm-security"];

    private readonly ScratchFolder folder = new();
    private readonly ProcessRunner processes = new();
    private readonly HttpClient http = new();
    private readonly WebApplication server;
    private readonly ConcurrentDictionary<string, byte[]> own = new();
    private ImmutableArray<(string Suite, LockedPackage Package)> packages;
    private ImmutableArray<Uri> archives;

    public ScratchArchive()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        server = builder.Build();
        server.MapGet("/debian/dists/{suite}/InRelease", (string suite) => Suites.Contains(suite) ? Results.Text(Release(suite)) : Results.NotFound());
        server.MapGet("/debian/dists/{suite}/main/binary-{architecture}/by-hash/SHA256/{hash}", (string suite, string architecture) => Results.Bytes(Index(suite, architecture)));
        server.MapGet("/debian/pool/{**path}", PoolAsync);
    }

    public string Address => $"{server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()}/debian";

    /// <summary>Packages that were asked for.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    public async ValueTask InitializeAsync()
    {
        packages =
        [
            .. LockUpdater.Recipes.SelectMany(recipe => PackageLock.Read(Support.Checkout.File("images", recipe, PackageLock.FileName)).Packages)
                .DistinctBy(package => (package.Target, package.Name, package.Version)).Select(package => ("bookworm", package)),
        ];
        archives = await new DebianArchives(processes, new LocalDocker()).ResolveAsync(new ImageSettings { FlinkMirrors = [] }, () => Task.FromResult<string?>(null), CancellationToken.None);
        await server.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        http.Dispose();
        folder.Dispose();
    }

    /// <summary>The same package once more, by Debian's own tools, under a version that comes after it, in the suite of security updates.</summary>
    /// <returns>The new version.</returns>
    public async Task<string> RenewAsync(string name, string target)
    {
        var old = packages.Select(entry => entry.Package).First(package => (package.Name, package.Target) == (name, target));
        var (original, tree, made) = (folder["original.deb"], folder["tree"], folder["made.deb"]);
        await File.WriteAllBytesAsync(original, await FetchAsync(old.Path));
        await processes.RunAsync(new CommandLine("dpkg-deb", "--raw-extract", original, tree));
        var control = Path.Combine(tree, "DEBIAN", "control");
        await File.WriteAllTextAsync(control, (await File.ReadAllTextAsync(control)).Replace($"Version: {old.Version}\n", $"Version: {old.Version}+night1\n"));
        await processes.RunAsync(new CommandLine("dpkg-deb", "--root-owner-group", "--build", tree, made));
        var content = await File.ReadAllBytesAsync(made);
        var renewed = old with { Version = $"{old.Version}+night1", Path = $"pool/updates/{name}_night1_{target}.deb", Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)), Size = content.Length };
        own[renewed.Path] = content;
        packages = packages.Add(("bookworm-security", renewed));
        return renewed.Version;
    }

    private string Release(string suite) => $"""
        Suite: {suite}
        Codename: {suite}
        Date: {DateTime.UtcNow:ddd, d MMM yyyy HH:mm:ss} UTC
        SHA256:
        {string.Join('\n', Architectures.Select(architecture => (Architecture: architecture, Index: Index(suite, architecture))).Select(entry => $" {Convert.ToHexStringLower(SHA256.HashData(entry.Index))} {entry.Index.Length} main/binary-{entry.Architecture}/Packages.gz"))}

        """;

    private byte[] Index(string suite, string architecture)
    {
        var text = string.Concat(packages.Where(entry => entry.Suite == suite && entry.Package.Target == architecture).Select(entry => entry.Package).Select(package => $"""
            Package: {package.Name}
            Version: {package.Version}
            Filename: {package.Path}
            Size: {package.Size}
            SHA256: {package.Sha256}


            """));
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private async Task<IResult> PoolAsync(string path)
    {
        Asked.Enqueue($"pool/{path}");
        return Results.Bytes(own.TryGetValue($"pool/{path}", out var content) ? content : await FetchAsync($"pool/{path}"));
    }

    private async Task<byte[]> FetchAsync(string path)
    {
        foreach (var archive in archives)
        {
            using var response = await http.GetAsync(new Uri(archive, path));
            if (response.IsSuccessStatusCode)
                return await response.Content.ReadAsByteArrayAsync();
        }

        throw new InvalidOperationException($"No archive of this machine has {path}.");
    }
}
