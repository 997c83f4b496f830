using System.Formats.Tar;
using System.IO.Compression;

namespace Fridge.Tests.Support;

/// <summary>Flink as its users have it, unpacked once for all tests (and runs) that want a JVM with it.</summary>
/// <param name="Home">The folder with <c>bin</c>, <c>conf</c> and <c>lib</c>. Never write to it.</param>
public sealed record FlinkDistribution(string Home)
{
    private static readonly Lazy<Task<FlinkDistribution>> Shared = new(() => Task.Run(UnpackAsync));

    public string Lib => Path.Combine(Home, "lib");

    /// <summary>Fails where no mirror of <c>tests/settings.json</c> has it: a test that needs Flink must not pass without.</summary>
    public static Task<FlinkDistribution> GetAsync() => Shared.Value;

    private static async Task<FlinkDistribution> UnpackAsync()
    {
        var folder = Path.Combine(Checkout.Scratch, $"flink-{TestSettings.Current.Flink.Version}");
        if (!Directory.Exists(folder))
            await UnpackAsync(folder);
        return new FlinkDistribution(Directory.GetDirectories(folder).Single());
    }

    /// <summary>Beside its place and then renamed, so that a run that was ended leaves no half of it.</summary>
    private static async Task UnpackAsync(string folder)
    {
        var partial = $"{folder}.{Environment.ProcessId}";
        Directory.CreateDirectory(partial);
        await using (var compressed = await TestSettings.Current.Flink.OpenAsync())
        await using (var tar = new GZipStream(compressed, CompressionMode.Decompress))
            await TarFile.ExtractToDirectoryAsync(tar, partial, overwriteFiles: true);
        try
        {
            Directory.Move(partial, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(partial, recursive: true); // another run was first
        }
    }
}
