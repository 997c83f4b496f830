using System.Collections.Immutable;
using System.Text;
using Fridge.Publishing.Notes;
using Fridge.Publishing.Versions;

namespace Fridge.Publishing.Contents;

/// <summary>What a release is made of, once its images have digests.</summary>
public sealed record ReleaseParts
{
    public required ReleaseTag Tag { get; init; }

    public required ReleaseSource Source { get; init; }

    public required ReleaseDocument Document { get; init; }

    /// <summary>Rendered manifests: path in the bundle, and text.</summary>
    public required ImmutableSortedDictionary<string, string> Manifests { get; init; }

    /// <summary>Bills of materials: file name, and text.</summary>
    public required ImmutableSortedDictionary<string, string> Bills { get; init; }

    /// <summary>For machines without a checkout, the bills of each behind it.</summary>
    public ImmutableArray<Asset> Programs { get; init; } = [];

    public required Builder Builder { get; init; }

    /// <summary>Makes the signature of the checksums; the same each time. Null: they aren't signed.</summary>
    public Func<byte[], string>? Sign { get; init; }
}

/// <summary>The files of a release and what its page says. Pure: the same parts give the same bytes.</summary>
public sealed record ReleaseContents(ReleaseTag Tag, string Commit, string Notes, ImmutableArray<Asset> Assets)
{
    public const string Checksums = "SHA256SUMS";

    /// <summary>As <c>cosign verify-blob</c> reads it.</summary>
    public const string Signature = Checksums + ".sig";

    public static ReleaseContents Of(ReleaseParts parts)
    {
        var (tag, document) = (parts.Tag, parts.Document);
        ImmutableArray<Asset> made =
        [
            .. Carried(parts),
            .. parts.Programs,
            .. parts.Bills.Select(bill => new Asset(bill.Key, Encoding.UTF8.GetBytes(bill.Value))),
        ];
        var told = new Asset(Provenance.FileName, Provenance.Of(document, made, parts.Builder));
        ImmutableArray<Asset> all = [.. made, told];
        var sums = Encoding.UTF8.GetBytes(string.Concat(all.Select(asset => $"{asset.Sha256}  {asset.Name}\n")));
        return new ReleaseContents(
            tag, parts.Source.Head, NotesOf(parts), [.. all, new Asset(Checksums, sums), .. parts.Sign is { } sign ? [new Asset(Signature, Encoding.UTF8.GetBytes(sign(sums)))] : Array.Empty<Asset>()]);
    }

    /// <summary>What a program of the release has in it.</summary>
    public static ImmutableArray<Asset> Carried(ReleaseParts parts) =>
        [new(ReleaseDocument.FileName, parts.Document.ToBytes()), new($"fridge-{parts.Tag.Number}-manifests.tar.gz", Bundle.Of(parts.Manifests, parts.Source.Made))];

    /// <summary>The folder holds these files and no others.</summary>
    public async Task<bool> IsWrittenAsync(string folder, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder) || Directory.EnumerateFiles(folder).Count() != Files.Count())
            return false;
        foreach (var file in Files)
        {
            if (!File.Exists(Path.Combine(folder, file.Name)) || !file.Has(await File.ReadAllBytesAsync(Path.Combine(folder, file.Name), cancellationToken)))
                return false;
        }

        return true;
    }

    public async Task WriteAsync(string folder, CancellationToken cancellationToken)
    {
        if (await IsWrittenAsync(folder, cancellationToken))
            return;
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        foreach (var file in Files)
        {
            var path = Path.Combine(folder, file.Name);
            await File.WriteAllBytesAsync(path, file.Content, cancellationToken);
            if (file.IsExecutable)
                File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
    }

    /// <summary>What a person finds here: the assets, and what the page says.</summary>
    private IEnumerable<Asset> Files => [.. Assets, new Asset("NOTES.md", Encoding.UTF8.GetBytes(Notes))];

    private static string NotesOf(ReleaseParts parts)
    {
        var text = new StringBuilder(Changelog.Of(parts.Source, RepositoryName.Parse(parts.Document.Repository), parts.Tag)).Append("\n## Images\n\n");
        foreach (var image in parts.Document.Images)
            text.Append($"- `{parts.Document.Registry.Split('/')[0]}/{image.Repository}:{image.Tag}@{image.Digest}`\n");
        text.Append($"\nFrom a checkout of this tag, without building anything: `./build.sh Deploy --release {parts.Tag}`\n");
        return (parts.Programs is [var program, ..] ? text.Append($"\nWithout a checkout, in an empty folder: `chmod +x {program.Name} && ./{program.Name} Deploy --release {parts.Tag}`\n") : text).ToString();
    }
}
