using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fridge.Tests.Images.Services;

/// <summary>Signs requests as AWS's own clients do (signature version 4, region us-east-1).</summary>
/// <param name="Identity">The access key.</param>
/// <param name="Credential">The secret key.</param>
internal sealed record S3Signature(string Identity, string Credential)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string SignedHeaders = "host;x-amz-content-sha256;x-amz-date";

    /// <param name="address">Path and query, whose names and values need no escaping.</param>
    public HttpRequestMessage Request(HttpMethod method, string address, string content = "")
    {
        var now = DateTimeOffset.UtcNow;
        var (time, hash) = (now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture), Hash(content));
        var (path, query) = address.Split('?') is [var before, var after] ? (before, after) : (address, "");
        var canonical = $"{method}\n{path}\n{query}\nhost:service\nx-amz-content-sha256:{hash}\nx-amz-date:{time}\n\n{SignedHeaders}\n{hash}";
        var scope = $"{time[..8]}/us-east-1/s3/aws4_request";
        var signature = Convert.ToHexStringLower(Hmac(Key(scope), $"{Algorithm}\n{time}\n{scope}\n{Hash(canonical)}"));
        var request = new HttpRequestMessage(method, address) { Content = method == HttpMethod.Put ? new StringContent(content) : null };
        request.Headers.Host = "service";
        request.Headers.Add("x-amz-content-sha256", hash);
        request.Headers.Add("x-amz-date", time);
        request.Headers.TryAddWithoutValidation("Authorization", $"{Algorithm} Credential={Identity}/{scope}, SignedHeaders={SignedHeaders}, Signature={signature}");
        return request;
    }

    private byte[] Key(string scope) => scope.Split('/').Aggregate(Encoding.UTF8.GetBytes($"AWS4{Credential}"), Hmac);

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
