using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Fridge.Registry.Distribution;

/// <summary>How a registry wants to be asked, as its <c>WWW-Authenticate</c> says (RFC 9110 §11, distribution's token specification).</summary>
/// <param name="Realm">Of <c>Bearer</c>: the address that gives tokens.</param>
/// <param name="Scope">What is to be allowed, parted by spaces: <c>repository:flink:pull,push</c>.</param>
internal sealed partial record AuthenticationChallenge(string Scheme, string Realm, string Service, string Scope)
{
    public bool IsBearer => Is("Bearer");

    public bool IsBasic => Is("Basic");

    /// <returns>The best of those that this program can answer; null: there is none.</returns>
    public static AuthenticationChallenge? Of(IEnumerable<AuthenticationHeaderValue> offered) =>
        offered.Select(Parse).Where(challenge => challenge.IsBearer || challenge.IsBasic).OrderByDescending(challenge => challenge.IsBearer).FirstOrDefault();

    private static AuthenticationChallenge Parse(AuthenticationHeaderValue header)
    {
        var parameters = Parameter().Matches(header.Parameter ?? "").ToLookup(
            match => match.Groups["name"].Value.ToLowerInvariant(),
            match => match.Groups["quoted"] is { Success: true, Value: var quoted } ? Escape().Replace(quoted, "$1") : match.Groups["token"].Value);
        string Value(string name) => parameters[name].FirstOrDefault() ?? "";
        return new AuthenticationChallenge(header.Scheme, Value("realm"), Value("service"), Value("scope"));
    }

    private bool Is(string scheme) => string.Equals(Scheme, scheme, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("""(?<name>[\w-]+)\s*=\s*(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<token>[^\s,"]+))""")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escape();
}
