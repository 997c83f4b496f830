using System.Collections.Immutable;
using System.Security.Cryptography;
using Fridge.Publishing.Contents;
using Fridge.Tooling.Processes;

namespace Fridge.Publishing.Programs;

/// <summary>What a program has of its checkout, so that it needs none: cluster files, recipes with their locks, templates, jobs, settings; and its release.</summary>
public sealed class CarriedFiles(ImmutableArray<CarriedFile> files, DateTimeOffset made)
{
    /// <summary>Where a program has the files of its release.</summary>
    public const string ReleaseFolder = "release";

    /// <summary>By this name the program finds its release.</summary>
    public const string Document = $"{ReleaseFolder}/{ReleaseDocument.FileName}";

    private const string Executable = "100755";
    private static readonly ImmutableArray<string> Folders = [".nuke/parameters.json", "clusters", "images", "manifests/templates", "workloads", "LICENSE"];
    private static readonly ImmutableArray<string> Sources = [".cs", ".csproj"];
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public ImmutableArray<CarriedFile> Files => files;

    /// <summary>When the commit was made.</summary>
    public DateTimeOffset Made => made;

    /// <summary>Of the archive, SHA-256 in hex.</summary>
    public string Hash => field ??= Convert.ToHexStringLower(SHA256.HashData(Archive));

    /// <summary>Packed once. The same files give the same bytes.</summary>
    public byte[] Archive => field ??= Bundle.Of(files, Made);

    /// <summary>What git has of them, so that nothing else gets in.</summary>
    public static async Task<CarriedFiles> ReadAsync(IProcessRunner processes, string checkout, DateTimeOffset made, CancellationToken cancellationToken)
    {
        var listed = await processes.RunAsync(
            new CommandLine("git", ["-C", checkout, "--no-optional-locks", "ls-files", "--stage", "-z", "--", .. Folders]) { TimeLimit = Limit }, cancellationToken: cancellationToken);
        var found = ImmutableArray.CreateBuilder<CarriedFile>();
        foreach (var entry in listed.StandardOutput.Split('\0', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.Split('\t', 2)))
        {
            if (!Sources.Contains(System.IO.Path.GetExtension(entry[1])))
                found.Add(new CarriedFile(entry[1], await File.ReadAllBytesAsync(System.IO.Path.Combine(checkout, entry[1]), cancellationToken), entry[0].StartsWith(Executable, StringComparison.Ordinal)));
        }

        return new CarriedFiles(found.ToImmutable(), made);
    }

    public CarriedFiles With(params IEnumerable<Asset> release) =>
        new([.. files, .. release.Select(asset => new CarriedFile($"{ReleaseFolder}/{asset.Name}", asset.Content))], Made);
}
