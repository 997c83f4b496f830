using System.Text.Json;

namespace Fridge.EndToEnd;

/// <summary>Flink's REST at the node's port, past the product.</summary>
public sealed class FlinkRest(string address, int port) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = new Uri($"http://{address}:{port}"), Timeout = TimeSpan.FromSeconds(10) };

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(path, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken)).RootElement.Clone();
    }

    public void Dispose() => http.Dispose();
}
