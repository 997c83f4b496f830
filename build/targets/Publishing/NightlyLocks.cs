using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Fridge.Images.Locks;
using Fridge.Images.Plan;
using Fridge.Images.Renewal;
using Fridge.Registry.Outside;
using Fridge.Tooling;

namespace Fridge.Targets.Publishing;

/// <summary>
/// The locks that a night's images were made of. They lie in the registry beside these: by them the next night says what changed since, and a person
/// has the recipes of what runs.
/// </summary>
internal sealed record NightlyLocks(ImmutableSortedDictionary<string, PackageLock> Locks)
{
    /// <summary>As an image of ours is named.</summary>
    public const string Name = "locks";

    private const string Type = "application/vnd.fridge.locks";
    private const string TextType = "text/plain";

    /// <summary>Of the packages; a suite's date changes each day.</summary>
    public string Hash => ImageInputs.Combine(Locks.Select(item => KeyValuePair.Create(item.Key, System.Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(item.Value.Format()))))));

    /// <returns>The tag of the newest; null: there is none.</returns>
    public static NightlyTag? Newest(IEnumerable<string> tags) => tags.Select(NightlyTag.Find).OfType<NightlyTag>().MaxBy(tag => tag.At);

    public static Artifact Of(RenewedLocks renewed) => new(
    [
        .. renewed.Files.Select(file => ArtifactFile.Named(file.Key, TextType, Encoding.UTF8.GetBytes(file.Value))),
    ])
    {
        Type = Type,
    };

    /// <exception cref="FridgeException">A lock isn't one.</exception>
    public static NightlyLocks Of(Artifact artifact, string origin) => new(
        artifact.Files.Where(file => file.Name?.Split('/') is [_, PackageLock.FileName])
            .ToImmutableSortedDictionary(file => file.Name!.Split('/')[0], file => PackageLock.Parse(Encoding.UTF8.GetString(file.Content.AsSpan()), $"{origin}/{file.Name}"), StringComparer.Ordinal));
}
