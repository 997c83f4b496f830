using System.Collections.Immutable;
using System.Text;
using Fridge.Images.Layouts;
using Fridge.Images.Locks;
using Fridge.Images.Plan;
using Fridge.Model;
using Fridge.Registry.Oci;
using Fridge.Tooling.Bills;

namespace Fridge.Images.Records;

/// <summary>Writes an image's bills of materials, one a platform, beside its layout.</summary>
public static class ImageBills
{
    private const string CycloneDx = ".cdx.json";
    private const string Spdx = ".spdx.json";

    /// <param name="locks">The image's, or those of the image below a job's.</param>
    public static async Task WriteAsync(PlannedImage image, string version, OciLayout layout, ImageLocks locks, CancellationToken cancellationToken)
    {
        foreach (var manifest in layout.Manifests)
        {
            var target = manifest.Platform.Known!.Value;
            var bill = new BillOfMaterials(
                new BomMetadata(new BomComponent("container", image.Name, version)),
                [.. Packages(locks.Packages, target), .. await ContentsAsync(layout, manifest, locks.Jars, cancellationToken)]);
            await File.WriteAllTextAsync(Path.Combine(layout.Folder, FileName(target)), bill.ToJson(), cancellationToken);
        }
    }

    public static string FileName(NodeArchitecture target) => $"sbom-{target.DebianName()}{CycloneDx}";

    /// <returns>Beside each bill, which is CycloneDX, the same as SPDX: file names and texts. None of an image that has none.</returns>
    public static IEnumerable<KeyValuePair<string, string>> Read(ImageRecord image)
    {
        foreach (var file in image.Platforms.Select(platform => FileName(platform.Architecture)).Where(file => File.Exists(Path.Combine(image.LayoutPath!, file))))
        {
            var bill = File.ReadAllText(Path.Combine(image.LayoutPath!, file));
            yield return new(file, bill);
            yield return new(file.Replace(CycloneDx, Spdx, StringComparison.Ordinal), SpdxBill.Of(BillOfMaterials.Read(bill), Recipe.SourceDate).ToJson());
        }
    }

    /// <summary>Writes them where a person looks for them.</summary>
    public static void Publish(ImageRecord image, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (file, text) in Read(image))
            File.WriteAllText(Path.Combine(folder, $"{image.Name}-{file}"), text);
    }

    /// <summary>Packages that only run while building are no part of an image.</summary>
    private static IEnumerable<BomComponent> Packages(PackageLock packages, NodeArchitecture target) => packages.Packages
        .Where(package => package.Target == target.DebianName())
        .OrderBy(package => package.Name, StringComparer.Ordinal)
        .Select(BomComponents.OfPackage);

    private static async Task<ImmutableArray<BomComponent>> ContentsAsync(
        OciLayout layout, OciManifest manifest, ImmutableArray<LockedJar> locked, CancellationToken cancellationToken)
    {
        var jars = new SortedDictionary<string, BomComponent>(StringComparer.Ordinal);
        var modules = ImmutableArray<BomComponent>.Empty;
        await RootFileSystem.VisitAsync(layout, manifest, (path, _, whole) =>
        {
            if (path.EndsWith(".jar", StringComparison.Ordinal))
            {
                jars[path] = BomComponents.OfJar(path, whole(), locked.FirstOrDefault(jar => jar.File == Path.GetFileName(path)));
            }
            else if (path == Recipe.JavaRelease)
            {
                modules = [.. BomComponents.OfRuntime(Encoding.UTF8.GetString(whole()))];
            }
        }, cancellationToken);
        return [.. jars.Values, .. modules];
    }
}
