using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Fridge.Tooling;
using k8s;
using k8s.Exceptions;
using YamlDotNet.Core;

namespace Fridge.Rollout.Kubernetes.Api;

/// <summary>Reads a kubeconfig, and says before anything is asked what in it can't do.</summary>
internal static class Kubeconfig
{
    /// <param name="source">As a person names the kubeconfig.</param>
    /// <exception cref="FridgeException">Wrong use: it can't be read, says nothing that can be used, or has ended.</exception>
    public static KubernetesClientConfiguration Parse(string text, string source, DateTimeOffset now)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return Read(() => KubernetesClientConfiguration.BuildConfigFromConfigFile(stream), source, now);
    }

    /// <summary>With what it names beside it: files of certificates and tokens, programs that give a token.</summary>
    /// <exception cref="FridgeException">As of <see cref="Parse"/>.</exception>
    public static KubernetesClientConfiguration Load(string path, DateTimeOffset now) => File.Exists(path)
        ? Read(() => KubernetesClientConfiguration.BuildConfigFromConfigFile(new FileInfo(path)), path, now)
        : throw Wrong(path, "there is no such file");

    private static KubernetesClientConfiguration Read(Func<KubernetesClientConfiguration> build, string source, DateTimeOffset now)
    {
        try
        {
            var configuration = build();
            if (configuration.SkipTlsVerify)
                throw Wrong(source, "it trusts any certificate (insecure-skip-tls-verify), and Fridge doesn't: name the cluster's CA there");
            Check(configuration, source, now);
            return configuration;
        }
        catch (Exception problem) when (problem is KubeConfigException or YamlException or IOException or UnauthorizedAccessException or FormatException
            or CryptographicException or InvalidCastException or NullReferenceException or ArgumentException or KeyNotFoundException)
        {
            throw Wrong(source, problem.GetBaseException().Message.TrimEnd('.'), problem);
        }
    }

    private static void Check(KubernetesClientConfiguration configuration, string source, DateTimeOffset now)
    {
        if (!Uri.TryCreate(configuration.Host, UriKind.Absolute, out var host) || host.Scheme != Uri.UriSchemeHttps)
            throw Wrong(source, $"its server '{configuration.Host}' is not an https address");
        if (CertificateEnd(configuration) is { } end && end <= now)
            throw Wrong(source, FormattableString.Invariant($"its user's certificate expired on {end.UtcDateTime:yyyy-MM-dd}"));
    }

    private static DateTimeOffset? CertificateEnd(KubernetesClientConfiguration configuration)
    {
        var pem = configuration.ClientCertificateData is { Length: > 0 } data ? Encoding.UTF8.GetString(System.Convert.FromBase64String(data))
            : configuration.ClientCertificateFilePath is { Length: > 0 } file ? File.ReadAllText(file) : null;
        if (pem is null)
            return null;
        using var certificate = X509Certificate2.CreateFromPem(pem);
        return certificate.NotAfter;
    }

    private static FridgeException Wrong(string source, string why, Exception? inner = null) => new(
        $"The kubeconfig {source} can't be used: {why}.", "kubectl --kubeconfig FILE version tests it; the cluster file names it under kubeconfig:.", wrongUse: true, inner);
}
