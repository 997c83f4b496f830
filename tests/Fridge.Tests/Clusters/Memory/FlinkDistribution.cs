using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace Fridge.Tests.Clusters.Memory;

/// <summary>The two jars of a Flink distribution that know its memory model, taken from the first mirror of <c>tests/settings.json</c> that has it.</summary>
internal static class FlinkDistribution
{
    /// <summary>Unpacks into <paramref name="folder"/> and gives the class path.</summary>
    public static async Task<string> UnpackJarsAsync(string folder, CancellationToken cancellation)
    {
        await using var archive = await OpenAsync(cancellation);
        await using var unzipped = new GZipStream(archive, CompressionMode.Decompress);
        await using var tar = new TarReader(unzipped);
        var jars = new List<string>();
        while (jars.Count < 2 && await tar.GetNextEntryAsync(copyData: false, cancellation) is { } entry)
        {
            var name = Path.GetFileName(entry.Name);
            if (name != "bash-java-utils.jar" && !name.StartsWith("flink-dist", StringComparison.Ordinal))
                continue;
            jars.Add(Path.Combine(folder, name));
            await entry.ExtractToFileAsync(jars[^1], overwrite: true, cancellation);
        }

        return string.Join(Path.PathSeparator, jars);
    }

    private static async Task<Stream> OpenAsync(CancellationToken cancellation)
    {
        using var settings = JsonDocument.Parse(await File.ReadAllTextAsync(Checkout.File("tests/settings.json"), cancellation));
        var flink = settings.RootElement.GetProperty("flink");
        var version = flink.GetProperty("version").GetString();
        var path = $"flink-{version}/flink-{version}-bin-scala_2.12.tgz";
        var mirrors = flink.GetProperty("mirrors").EnumerateArray().Select(mirror => mirror.GetString()!).ToList();
        var local = mirrors.Where(mirror => !mirror.Contains("://", StringComparison.Ordinal)).Select(mirror => Path.Combine(Checkout.Root, mirror, path));
        if (local.FirstOrDefault(File.Exists) is { } file)
            return File.OpenRead(file);
        using var client = new HttpClient();
        return await client.GetStreamAsync(new Uri($"{mirrors.First(mirror => mirror.Contains("://", StringComparison.Ordinal))}/{path}"), cancellation);
    }
}
