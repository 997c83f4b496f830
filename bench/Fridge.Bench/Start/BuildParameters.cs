using System.Text.Json;
using Fridge.Images.Plan;
using Fridge.Model;
using Fridge.Tooling;

namespace Fridge.Bench.Start;

/// <summary>What <c>.nuke/parameters.json</c> says about images.</summary>
internal static class BuildParameters
{
    private const string FileName = ".nuke/parameters.json";
    private static readonly JsonSerializerOptions AnyCase = new() { PropertyNameCaseInsensitive = true };

    public static async Task<ImageSettings> ImagesAsync(string checkout, NodeArchitecture platform, CancellationToken cancellationToken)
    {
        var path = Path.Combine(checkout, FileName);
        return Parse(File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken) : "{}", platform);
    }

    /// <exception cref="FridgeException">No JSON, or not of this shape (exit code 2).</exception>
    public static ImageSettings Parse(string text, NodeArchitecture platform)
    {
        var found = Read(text);
        var settings = new ImageSettings { FlinkMirrors = [.. found.FlinkMirrors ?? []], BuilderImage = found.BuilderImage, Platforms = [platform] };
        return found.DebianArchives is { } archives ? settings with { DebianArchives = [.. archives] } : settings;
    }

    private static Found Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Found>(text, AnyCase) ?? new Found();
        }
        catch (JsonException malformed)
        {
            throw new FridgeException($"{FileName}: {malformed.Message}", "Correct it; ./build.sh --help says what it may hold.", wrongUse: true, inner: malformed);
        }
    }

    private sealed record Found(FlinkMirror[]? FlinkMirrors = null, string[]? DebianArchives = null, string? BuilderImage = null);
}
