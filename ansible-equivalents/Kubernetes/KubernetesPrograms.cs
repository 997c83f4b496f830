using System.Collections.Immutable;
using Fridge.Model;

namespace Fridge.Provisioning.Kubernetes;

/// <summary>The programs that nodes get, from whoever fetches them.</summary>
/// <param name="Id">Changes with what they are; knows without asking anybody.</param>
/// <param name="Fetch">By Debian's name of an architecture.</param>
public sealed record KubernetesPrograms(string Id, Func<string, IReport, CancellationToken, Task<ImmutableArray<NodeProgram>>> Fetch);
