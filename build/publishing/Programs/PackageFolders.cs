using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;

namespace Fridge.Publishing.Programs;

/// <summary>Where NuGet keeps packages on this machine, each as it was downloaded.</summary>
internal sealed class PackageFolders(ImmutableArray<string> folders)
{
    /// <param name="assets">The text of a <c>project.assets.json</c>, which restoring writes.</param>
    public static PackageFolders Of(string assets)
    {
        using var document = JsonDocument.Parse(assets);
        return new([.. document.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name)]);
    }

    /// <returns>In hex, over the package's file, as whoever downloads it from NuGet computes it.</returns>
    /// <exception cref="FridgeException">The package isn't there any more.</exception>
    public string Sha512(string name, string version)
    {
        var file = folders.Select(folder => FileIn(folder, name, version)).FirstOrDefault(File.Exists)
            ?? throw new FridgeException($"NuGet's folders have no file of {name} {version}, which the program is made of: {string.Join(", ", folders)}", "dotnet nuget locals global-packages --clear, then the same command again.");
        using var package = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA512.HashData(package));
    }

    /// <summary>NuGet writes its folders small.</summary>
    public static string FileIn(string folder, string name, string version)
    {
        var (id, number) = (name.ToLowerInvariant(), version.ToLowerInvariant());
        return Path.Combine(folder, id, number, $"{id}.{number}.nupkg");
    }
}
