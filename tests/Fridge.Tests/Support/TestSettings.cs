using System.Text.Json;

namespace Fridge.Tests.Support;

/// <summary>What differs between the machines that run the tests: <c>tests/settings.json</c>.</summary>
/// <param name="KubernetesSchemas">A folder of whole schemas, relative to the checkout; those that ship with the program are made from it.</param>
public sealed record TestSettings(FlinkSource Flink, string KubernetesSchemas, KubernetesSource Kubernetes)
{
    private static readonly Lazy<TestSettings> Loaded = new(Read);

    public static TestSettings Current => Loaded.Value;

    private static TestSettings Read() => JsonSerializer.Deserialize<TestSettings>(
        File.ReadAllText(Checkout.File("tests", "settings.json")),
        new JsonSerializerOptions(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true })!;
}

/// <param name="Mirrors">In the order in which they are tried: folders, relative to the checkout, or addresses.</param>
public sealed record FlinkSource(string Version, IReadOnlyList<string> Mirrors)
{
    private string Archive => $"flink-{Version}/flink-{Version}-bin-scala_2.12.tgz";

    /// <summary>A folder that has it is taken before any address.</summary>
    public async Task<Stream> OpenAsync()
    {
        var folders = Mirrors.Where(mirror => !IsAddress(mirror)).Select(mirror => Checkout.File(mirror, Archive));
        if (folders.FirstOrDefault(File.Exists) is { } file)
            return File.OpenRead(file);
        using var client = new HttpClient();
        return await client.GetStreamAsync(new Uri($"{Mirrors.First(IsAddress)}/{Archive}"));
    }

    private static bool IsAddress(string mirror) => mirror.Contains("://", StringComparison.Ordinal);
}

/// <summary>Kubernetes' own programs, in the layout of dl.k8s.io; a folder has them packed by xz.</summary>
/// <param name="Mirrors">Folders, relative to the checkout.</param>
public sealed record KubernetesSource(string Version, IReadOnlyList<string> Mirrors)
{
    /// <summary>Fails where no mirror has it: a test that needs an API server must not pass without.</summary>
    public string Packed(string program)
    {
        var path = $"{Version}/bin/linux/amd64/{program}.xz";
        return Mirrors.Select(mirror => Checkout.File(mirror, path)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"No mirror of tests/settings.json has {path}.");
    }
}
