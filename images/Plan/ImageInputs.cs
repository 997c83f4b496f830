using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Fridge.Images.Locks;
using Fridge.Model;
using Fridge.Tooling;

namespace Fridge.Images.Plan;

/// <summary>The checkout's part of the inputs: every file of the recipes and of the jobs, with its hash.</summary>
/// <param name="Recipes">Path below <c>images/</c>, and SHA-256 in hex; without lists and locks of packages.</param>
/// <param name="Jobs">By job name: path below the job's folder, or the jar's name, and SHA-256.</param>
public sealed record ImageInputs(
    ImmutableSortedDictionary<string, string> Recipes,
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Jobs)
{
    /// <summary>Below <c>images/</c>: what images are built from.</summary>
    internal static readonly ImmutableArray<string> RecipeFolders = ["base", "flink", "job", .. ServiceImage.All.Select(service => service.Name)];

    private static readonly ImmutableArray<string> AboutPackages = [PackageList.FileName, PackageLock.FileName];

    /// <summary>Debian's packages, by recipe: an image hangs on those that it holds, and not on the file that names them.</summary>
    public ImmutableSortedDictionary<string, PackageLock> Locks { get; init; } = ImmutableSortedDictionary.Create<string, PackageLock>(StringComparer.Ordinal);

    /// <param name="images">The folder of the recipes: the checkout's <c>images/</c>.</param>
    /// <exception cref="FridgeException">A job's jar or folder isn't there, or its <c>lib/</c> can't lie beside it (exit code 2).</exception>
    public static async Task<ImageInputs> ReadAsync(string images, string checkout, Cluster cluster, CancellationToken cancellationToken)
    {
        var recipes = await FolderHash.FilesAsync(images, RecipeFolders, cancellationToken);
        var jobs = ImmutableSortedDictionary.CreateBuilder<string, ImmutableSortedDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var job in cluster.Jobs)
        {
            jobs[job.Name] = await HashJobAsync(checkout, job, cancellationToken);
        }

        return new ImageInputs(recipes.RemoveRange(recipes.Keys.Where(file => AboutPackages.Contains(Path.GetFileName(file)))), jobs.ToImmutable())
        {
            Locks = RecipeFolders.Select(recipe => (Recipe: recipe, Lock: Path.Combine(images, recipe, PackageLock.FileName))).Where(known => File.Exists(known.Lock))
                .ToImmutableSortedDictionary(known => known.Recipe, known => PackageLock.Read(known.Lock), StringComparer.Ordinal),
        };
    }

    /// <summary>As they are with renewed locks.</summary>
    public ImageInputs With(ImmutableSortedDictionary<string, PackageLock> renewed) => this with { Locks = Locks.SetItems(renewed) };

    /// <summary>One hash over named hashes, independent of where and when.</summary>
    public static string Combine(IEnumerable<KeyValuePair<string, string>> parts)
    {
        var text = string.Concat(parts.OrderBy(part => part.Key, StringComparer.Ordinal).Select(part => $"{part.Value}  {part.Key}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static async Task<ImmutableSortedDictionary<string, string>> HashJobAsync(
        string checkout, JobSpec job, CancellationToken cancellationToken)
    {
        var hashes = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, file) in JobSource.Files(checkout, job))
        {
            hashes[name] = await FolderHash.OfFileAsync(file, cancellationToken);
        }

        return hashes.ToImmutable();
    }
}
