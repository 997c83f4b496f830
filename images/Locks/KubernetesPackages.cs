using Fridge.Tooling;

namespace Fridge.Images.Locks;

/// <summary>The Debian packages of Kubernetes, by lock.</summary>
public static class KubernetesPackages
{
    /// <summary>Below <c>images/</c>.</summary>
    public const string Recipe = "kubernetes-nodes";

    /// <summary>For the nodes themselves.</summary>
    public const string OfNodes = "node";

    /// <summary>For the root that a control plane's pods run in.</summary>
    public const string OfPods = "pods";

    public static string LockFile(FridgePaths paths) => Path.Combine(paths.Checkout, "images", Recipe, PackageLock.FileName);
}
