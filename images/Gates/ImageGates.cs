using System.Collections.Immutable;
using System.Text.Json;
using Fridge.Clusters;
using Fridge.Images.Builds;
using Fridge.Images.Layouts;
using Fridge.Images.Plan;

namespace Fridge.Images.Gates;

/// <summary>What an image must be before it is kept or pushed: its platforms, and a root file system that they can run.</summary>
public static class ImageGates
{
    /// <exception cref="ImageBuildException">A gate is closed: which file, what was found, what is expected.</exception>
    /// <returns>The files' paths of each platform, for what a caller wants to say about them.</returns>
    public static async Task<ImmutableArray<string>> CheckAsync(
        PlannedImage image, OciLayout layout, CancellationToken cancellationToken)
    {
        var manifests = layout.Manifests();
        Require(image, CheckPlatforms(image, manifests));
        var paths = ImmutableArray.CreateBuilder<string>();
        foreach (var manifest in manifests)
        {
            var faults = new List<string>();
            var target = manifest.Platform!.Known!.Value;
            faults.AddRange(CheckConfig(layout, manifest));
            byte[]? report = null;
            await RootFileSystem.VisitAsync(layout, manifest, (path, head, whole) =>
            {
                paths.Add(path);
                if (image.Home is { } home && path == $"{home}/{Recipe.AlignmentReport}")
                {
                    report = whole();
                }
                else if (image.Kind == ImageKind.Flink && path.EndsWith(".jar", StringComparison.Ordinal))
                {
                    faults.AddRange(NativesGate.Faults(path, whole(), target));
                }
                else if (head.AsSpan().StartsWith("\u007fELF"u8) && MachineGate.Fault(ElfFile.Parse(whole()), target) is { } fault)
                {
                    faults.Add($"{path}: {fault}");
                }
            }, cancellationToken);
            Require(image, [.. faults, .. image.Home is { } folder ? AlignmentGate.Faults(folder, paths, report) : []]);
        }

        return paths.ToImmutable();
    }

    private static IEnumerable<string> CheckPlatforms(PlannedImage image, ImmutableArray<OciDescriptor> manifests)
    {
        var found = manifests.Select(manifest => manifest.Platform?.Name ?? "none").Order(StringComparer.Ordinal).ToList();
        var expected = image.Platforms.Select(platform => platform.OciPlatform()).Order(StringComparer.Ordinal).ToList();
        return found.SequenceEqual(expected) ? [] : [$"platforms are {string.Join(", ", found)}, expected {string.Join(", ", expected)}"];
    }

    private static IEnumerable<string> CheckConfig(OciLayout layout, OciDescriptor manifest)
    {
        var config = JsonSerializer.Deserialize<OciPlatform>(layout.ReadBlob(layout.Manifest(manifest).Config.Digest), OciJson.Options);
        return config == manifest.Platform ? [] : [$"the configuration is for {config?.Name}, its manifest for {manifest.Platform?.Name}"];
    }

    private static void Require(PlannedImage image, IEnumerable<string> faults)
    {
        var found = faults.ToList();
        if (found.Count > 0)
        {
            throw new ImageBuildException(
                $"{image.Name} was built and doesn't pass its gates: {found[0]}" + (found.Count > 1 ? $" (and {found.Count - 1} more)" : ""),
                "Nothing was kept. Look for a package or a jar of another architecture in what was added last.")
            {
                Evidence = [.. found.Take(20)],
            };
        }
    }
}
