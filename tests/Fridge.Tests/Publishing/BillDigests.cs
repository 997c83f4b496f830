using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Fridge.Publishing.Programs;
using Fridge.Tests.Pipelines;
using Fridge.Tooling;
using Fridge.Tooling.Bills;
using Shouldly;

namespace Fridge.Tests.Publishing;

/// <summary>Each digest that a bill of materials names, made anew of the thing itself.</summary>
internal static class BillDigests
{
    /// <param name="layers">The image's, in their order; buildx packs those that it makes, and others may be as they are.</param>
    public static async Task ShouldBeThoseOfAsync(BillOfMaterials bill, IEnumerable<string> layers, CancellationToken cancellationToken)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var layer in layers)
            await AddAsync(files, layer, cancellationToken);
        foreach (var component in bill.Components.Where(component => component.Hashes is not null))
        {
            var (algorithm, digest) = component.Hashes!.Value.ShouldHaveSingleItem();
            algorithm.ShouldBe("SHA-256");
            (component.Purl?.StartsWith("pkg:deb/", StringComparison.Ordinal) == true ? await OfPackageAsync(digest, cancellationToken) : files.GetValueOrDefault(component.Name)).ShouldBe(digest, component.Name);
        }
    }

    /// <param name="program">What the release has under the name that the bill is about.</param>
    public static void ShouldBeThoseOf(BillOfMaterials bill, byte[] program)
    {
        bill.Metadata.Component.Hashes!.Value.ShouldHaveSingleItem().ShouldBe(new BomHash("SHA-256", Convert.ToHexStringLower(SHA256.HashData(program))));
        ShouldBeThoseOfPackages(bill);
    }

    /// <summary>As NuGet has them on this machine.</summary>
    public static void ShouldBeThoseOfPackages(BillOfMaterials bill)
    {
        bill.Components.ShouldNotBeEmpty();
        foreach (var component in bill.Components)
        {
            var package = File.ReadAllBytes(PackageFolders.FileIn(StepRunner.NuGetPackages, component.Name, component.Version!));
            component.Hashes!.Value.ShouldHaveSingleItem().ShouldBe(new BomHash("SHA-512", Convert.ToHexStringLower(SHA512.HashData(package))), component.Name);
        }
    }

    /// <summary>An image has a package's files, and not its archive: that is where it was downloaded to.</summary>
    private static async Task<string> OfPackageAsync(string digest, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(FridgePaths.FromEnvironment("").Cache, "downloads", $"sha256-{digest[..32]}");
        await using var archive = File.OpenRead(Directory.EnumerateFiles(folder).Single());
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(archive, cancellationToken));
    }

    private static async Task AddAsync(Dictionary<string, string> files, string layer, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(layer);
        var isPacked = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        await using Stream content = isPacked ? new GZipStream(file, CompressionMode.Decompress) : file;
        await using var tar = new TarReader(content);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            if (entry.DataStream is { } data && entry.Name.EndsWith(".jar", StringComparison.Ordinal))
                files[entry.Name.TrimStart('.', '/')] = Convert.ToHexStringLower(await SHA256.HashDataAsync(data, cancellationToken));
        }
    }
}
