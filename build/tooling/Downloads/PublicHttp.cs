namespace Fridge.Tooling.Downloads;

/// <summary>HTTP to servers of the internet.</summary>
public static class PublicHttp
{
    private static readonly TimeSpan ToConnect = TimeSpan.FromSeconds(15);

    /// <summary>For an answer with all of its body.</summary>
    private static readonly TimeSpan ToAnswer = TimeSpan.FromSeconds(100);

    /// <param name="toAnswer">The limit of one answer; null: 100 seconds.</param>
    public static HttpClient Open(TimeSpan? toAnswer = null) =>
        new(new SocketsHttpHandler { ConnectTimeout = ToConnect }) { Timeout = toAnswer ?? ToAnswer };
}
