namespace Fridge.Images.Plan;

/// <summary>What is done with the 64-bit memory accesses in the jars of jobs.</summary>
public enum JobJars
{
    /// <summary>Made aligned; a signed jar that would change is refused.</summary>
    Rewrite,

    /// <summary>Made aligned; a signed jar that changes loses its signature.</summary>
    Strip,

    /// <summary>Left as they are: on a 32-bit system under a 64-bit kernel an unaligned access ends the JVM.</summary>
    Leave,
}
