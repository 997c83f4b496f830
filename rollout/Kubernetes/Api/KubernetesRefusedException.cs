using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Fridge.Tooling;
using k8s.Models;

namespace Fridge.Rollout.Kubernetes.Api;

/// <summary>An API server's refusal, in its own words.</summary>
internal sealed class KubernetesRefusedException : FridgeException
{
    /// <summary>As a field manager's conflict begins in the words of an API server, which says the other's name nowhere else.</summary>
    private const string ConflictWith = "conflict with \"";

    private const string FieldConflict = "FieldManagerConflict";

    private readonly HttpStatusCode code;
    private readonly V1Status status;

    private KubernetesRefusedException(HttpStatusCode code, V1Status status, string message, string nextStep)
        : base(message, nextStep) => (this.code, this.status) = (code, status);

    public bool IsNotFound => code == HttpStatusCode.NotFound;

    public bool IsForbidden => code == HttpStatusCode.Forbidden;

    public bool IsBadRequest => code == HttpStatusCode.BadRequest;

    /// <summary>It is there already, or has changed since it was read.</summary>
    public bool IsConflict => code == HttpStatusCode.Conflict;

    /// <summary>It is there already.</summary>
    public bool IsThere => IsConflict && status.Reason == "AlreadyExists";

    /// <summary>What was to be watched or listed from there is no longer known.</summary>
    public bool IsGone => code == HttpStatusCode.Gone;

    /// <summary>It will do so later.</summary>
    public bool IsPassing => code is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
        || (code == HttpStatusCode.InternalServerError && Words(status, code).Contains("etcdserver:", StringComparison.Ordinal));

    /// <summary>The API server's own words.</summary>
    public string Reason => Words(status, code);

    /// <summary>Fields of another's that were to be set; empty: it was refused for something else.</summary>
    public ImmutableArray<FieldOfAnother> Conflicts =>
        [.. (status.Details?.Causes ?? []).Where(cause => cause.Reason == FieldConflict).Select(cause => new FieldOfAnother(Manager(cause.Message), cause.Field))];

    /// <param name="where">As a person names the API server.</param>
    public static KubernetesRefusedException Of(string where, HttpStatusCode code, string body)
    {
        var status = Read(body);
        var words = Words(status, code);
        return code switch
        {
            HttpStatusCode.Unauthorized => new(
                code, status, $"{where} doesn't accept the kubeconfig's user: {words}", "Its token or certificate has expired, or belongs to another cluster: get a new kubeconfig."),
            HttpStatusCode.Forbidden => new(
                code, status, $"{where} doesn't let the kubeconfig's user do that: {words}", "Its administrator can give the right; kubectl auth can-i checks it."),
            _ when words.Contains("webhook", StringComparison.OrdinalIgnoreCase) => new(
                code, status, $"{where}: an admission webhook of the cluster refused it: {words}", "kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations shows whose it is."),
            _ => new(code, status, $"{where} refuses: {words}", "The message says what is wrong; ./build.sh Manifests shows what is sent."),
        };
    }

    private static string Words(V1Status status, HttpStatusCode code) => status.Message is { Length: > 0 } message ? message : $"status {(int)code}";

    private static V1Status Read(string body)
    {
        try
        {
            return k8s.KubernetesJson.Deserialize<V1Status>(body) ?? new V1Status();
        }
        catch (JsonException)
        {
            return new V1Status { Message = body.Trim() };
        }
    }

    private static string Manager(string message)
    {
        var at = message.IndexOf(ConflictWith, StringComparison.Ordinal);
        return at < 0 ? message : message[(at + ConflictWith.Length)..].Split('"')[0];
    }
}

/// <param name="Manager">Who has set it: <c>kubectl-edit</c>.</param>
/// <param name="Field"><c>.spec.replicas</c></param>
internal sealed record FieldOfAnother(string Manager, string Field);
