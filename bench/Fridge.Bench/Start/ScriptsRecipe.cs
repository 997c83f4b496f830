using System.Security.Cryptography;
using Fridge.Images.Plan;

namespace Fridge.Bench.Start;

/// <summary>What the image with Flink's scripts is made of.</summary>
/// <param name="Folder">With <c>Dockerfile</c> and <c>packages</c>.</param>
/// <param name="Hash">SHA-256 (hex) over both and Flink's archive; not over package versions, so that an image is looked up without asking an archive.</param>
internal sealed record ScriptsRecipe(string Folder, string Hash)
{
    private static readonly string[] Files = ["Dockerfile", "packages"];

    public string Packages => Path.Combine(Folder, "packages");

    public static ScriptsRecipe Of(string checkout, FlinkArchive flink)
    {
        var folder = Path.Combine(checkout, "bench", "Fridge.Bench", "Start", "scripts");
        return new ScriptsRecipe(folder, ImageInputs.Combine(
        [
            .. Files.Select(file => KeyValuePair.Create(file, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, file)))))),
            .. flink.Mirrors.Select(mirror => mirror.Sha512).Distinct().Select(sum => KeyValuePair.Create(sum, sum)),
        ]));
    }
}
