using System.Net.Sockets;
using Docker.DotNet;
using Fridge.Engine;
using Fridge.Manifests;
using Fridge.Manifests.Grammar;
using Fridge.Model;
using Fridge.Model.Conversion;
using Fridge.Tooling;
using Fridge.Tooling.Engines;

namespace Fridge.Targets;

/// <summary>The rooms' exceptions, and those of the world outside, as a person reads them. What isn't here is a bug.</summary>
internal static class KnownFailures
{
    private const string Again = "run the same command again: what is done stays done.";

    public static Failure? Explain(Exception exception) => exception switch
    {
        FridgeException failed => new(failed.Message, failed.NextStep, failed.WrongUse) { Evidence = failed.Evidence, Places = failed.Places },
        FlinkConfException conf => new(conf.Message, WrongUse: true) { Places = Places(conf.Diagnostics) },
        ClusterFileException file => new(file.Message, WrongUse: true) { Places = Places(file.Diagnostics) },
        MemoryPlanException memory => new(memory.Message, WrongUse: true),
        ManifestException stack => new(stack.Message, stack.NextStep, WrongUse: true),
        TemplateException template => new(template.Message, WrongUse: true)
        {
            Places = [.. template.Errors.Select(error => new SourcePlace(error.File, (int)error.Line, (int)error.Column, error.Message))],
        },
        AggregateException { InnerExceptions: [var only] } => Explain(only),
        _ when Causes(exception).OfType<FridgeException>().FirstOrDefault() is { } cause => Explain(cause),
        DockerApiException refusal => Outside(
            $"An engine refused a request: {EngineRefusal.Words(refusal)}", refusal, $"See docker info and journalctl -u docker on the node, then {Again}"),
        HttpRequestException or SocketException => Outside(
            $"A connection failed: {exception.Message}", exception, $"Check whether the other side is up (an engine may have been restarted), then {Again}"),
        IOException or UnauthorizedAccessException => Outside(
            $"Reading or writing failed: {exception.Message}", exception, $"Check whether the disk is full or a connection was lost, then {Again}"),
        TimeoutException or OperationCanceledException { InnerException: TimeoutException } => Outside(
            $"Something took too long: {exception.Message}", exception, $"Check whether the nodes answer (./build.sh Facts), then {Again}"),
        _ => null,
    };

    private static IReadOnlyList<SourcePlace> Places(IEnumerable<Diagnostic> diagnostics) =>
        [.. diagnostics.Select(found => new SourcePlace(found.File, found.Line, found.Column, found.Message))];

    /// <summary>The evidence is what the exception and those under it say.</summary>
    private static Failure Outside(string message, Exception exception, string nextStep) => new(message, nextStep)
    {
        Evidence = [.. Causes(exception).Prepend(exception).Select(each => each.Message).Distinct().Where(said => !message.Contains(said, StringComparison.Ordinal))],
    };

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception.InnerException; cause is not null; cause = cause.InnerException)
            yield return cause;
    }
}
