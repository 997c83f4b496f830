using System.Collections.Immutable;
using System.Formats.Tar;
using System.Text.Json.Nodes;
using Fridge.Images.Layouts;
using Fridge.Images.Locks;
using Fridge.Images.Plan;
using Fridge.Model;
using Fridge.Registry.Oci;

namespace Fridge.Images.Gates;

/// <summary>What an image must be before it is kept or pushed: its platforms, and a root file system that they can run.</summary>
internal static class ImageGates
{
    /// <param name="packages">What the image, or the one below a job's, is made of.</param>
    /// <exception cref="ImageBuildException">A gate is closed: which file, what was found, what is expected.</exception>
    /// <returns>The files' paths of each platform, for what a caller wants to say about them.</returns>
    public static async Task<ImmutableArray<string>> CheckAsync(
        PlannedImage image, OciLayout layout, PackageLock packages, CancellationToken cancellationToken)
    {
        var manifests = layout.Manifests;
        Require(image, CheckPlatforms(image, manifests));
        var paths = ImmutableArray.CreateBuilder<string>();
        foreach (var manifest in manifests)
        {
            var target = manifest.Platform.Known!.Value;
            var contents = await ContentsAsync(image, layout, manifest, cancellationToken);
            var names = packages.Packages.Where(package => package.Target == target.DebianName()).Select(package => package.Name);
            Require(image,
            [
                .. CheckConfig(manifest),
                .. contents.Faults,
                .. image.Home is { } home ? AlignmentGate.Faults(home, contents.Paths, contents.AlignmentReport) : [],
                .. LicencesGate.Faults(names, image.Home, contents.Paths, contents.Links),
                .. image is { Kind: ImageKind.Flink, Home: { } flink } ? LicencesGate.FaultsOfFlink(flink, contents.Paths) : [],
            ]);
            paths.AddRange(contents.Paths);
        }

        return paths.ToImmutable();
    }

    /// <summary>One pass over the image: what its files are, and which of them the platform can't load.</summary>
    private static async Task<Contents> ContentsAsync(PlannedImage image, OciLayout layout, OciManifest manifest, CancellationToken cancellationToken)
    {
        var target = manifest.Platform.Known!.Value;
        var contents = new Contents();
        var user = ReadableGate.UserOf(JsonNode.Parse(layout.ReadBlob(manifest.Config.Digest))!["config"]?["User"]?.GetValue<string>());
        await RootFileSystem.VisitAsync(
            layout,
            manifest,
            (path, head, whole) =>
            {
                contents.Paths.Add(path);
                if (image.Home is { } home && path == $"{home}/{Recipe.AlignmentReport}")
                {
                    contents.AlignmentReport = whole();
                }
                else if (image.Home is not null && path.EndsWith(".jar", StringComparison.Ordinal))
                {
                    contents.Faults.AddRange(NativesGate.Faults(path, whole(), target));
                }
                else if (head.AsSpan().StartsWith("\u007fELF"u8) && MachineGate.Fault(ElfFile.Parse(whole()), target) is { } fault)
                {
                    contents.Faults.Add($"{path}: {fault}");
                }
            },
            cancellationToken,
            (path, entry) =>
            {
                if (TimesGate.Fault(entry.ModificationTime) is { } late)
                {
                    contents.Faults.Add($"{path} {late}");
                }

                if (entry.EntryType is TarEntryType.SymbolicLink)
                {
                    contents.Links[path] = entry.LinkName;
                }
                else if (ReadableGate.Fault(user, entry.Uid, entry.Mode, entry.EntryType is TarEntryType.Directory) is { } fault)
                {
                    contents.Faults.Add($"{path}: {fault}");
                }
            });
        return contents;
    }

    private static IEnumerable<string> CheckPlatforms(PlannedImage image, ImmutableArray<OciManifest> manifests)
    {
        var found = manifests.Select(manifest => manifest.Descriptor.Platform?.ToString() ?? "none").Order(StringComparer.Ordinal).ToList();
        var expected = image.Platforms.Select(platform => platform.OciPlatform()).Order(StringComparer.Ordinal).ToList();
        return found.SequenceEqual(expected) ? [] : [$"platforms are {string.Join(", ", found)}, expected {string.Join(", ", expected)}"];
    }

    private static IEnumerable<string> CheckConfig(OciManifest manifest) => manifest.Platform == manifest.Descriptor.Platform
        ? []
        : [$"the configuration is for {manifest.Platform}, its manifest for {manifest.Descriptor.Platform}"];

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

    private sealed class Contents
    {
        public SortedSet<string> Paths { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, string> Links { get; } = new(StringComparer.Ordinal);

        public List<string> Faults { get; } = [];

        public byte[]? AlignmentReport { get; set; }
    }
}
