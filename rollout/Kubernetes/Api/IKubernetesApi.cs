namespace Fridge.Rollout.Kubernetes.Api;

/// <summary>An API server, as far as Fridge asks it.</summary>
internal interface IKubernetesApi : IDisposable
{
    /// <summary>The API server's clock, to the second: the one that all who hold a Lease go by.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Asks, and reads the answer as a type of KubernetesClient's, or as <see cref="System.Text.Json.Nodes.JsonObject"/>.</summary>
    /// <exception cref="KubernetesRefusedException">It refuses.</exception>
    /// <exception cref="KubernetesUnavailableException">It doesn't answer.</exception>
    Task<T> SendAsync<T>(ApiRequest request, CancellationToken cancellationToken)
        where T : class;

    /// <summary>What comes line by line: logs, a watch. The first line may take for ever.</summary>
    /// <exception cref="KubernetesRefusedException">It refuses.</exception>
    Task<Stream> FollowAsync(string path, CancellationToken cancellationToken);

    /// <summary>A connection to a port of a pod.</summary>
    /// <param name="pod">Its path.</param>
    /// <exception cref="KubernetesUnavailableException">No such pod, port or right, or the API server doesn't answer.</exception>
    Task<Stream> ForwardAsync(string pod, int port, CancellationToken cancellationToken);

    /// <summary>A client for what lies behind the API server: it answers by the paths below, with the API server's own trust and rights.</summary>
    /// <param name="path">Ends with a slash.</param>
    HttpClient Behind(string path);
}

internal static class KubernetesQuestions
{
    public static Task<T> GetAsync<T>(this IKubernetesApi api, string path, CancellationToken cancellationToken)
        where T : class => api.SendAsync<T>(ApiRequest.Get(path), cancellationToken);

    /// <returns>Null: there is no such object.</returns>
    public static async Task<T?> TryGetAsync<T>(this IKubernetesApi api, string path, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await api.GetAsync<T>(path, cancellationToken);
        }
        catch (KubernetesRefusedException refusal) when (refusal.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>One that is gone is gone.</summary>
    public static async Task DeleteAsync(this IKubernetesApi api, string path, string uid, CancellationToken cancellationToken)
    {
        try
        {
            await api.SendAsync<System.Text.Json.Nodes.JsonObject>(ApiRequest.Delete(path, uid), cancellationToken);
        }
        catch (KubernetesRefusedException refusal) when (refusal.IsNotFound || refusal.IsConflict)
        {
            // Gone, or another by the same name.
        }
    }
}
