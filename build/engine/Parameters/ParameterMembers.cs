using System.Collections.Immutable;
using System.Reflection;

namespace Fridge.Engine;

internal static class ParameterMembers
{
    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static ImmutableArray<ParameterMember> Of(Type build)
    {
        // Not GetMembers: asking the nested types of async methods loads them, and the assemblies of all that they await.
        var members = build.GetProperties(Everything).Concat<MemberInfo>(build.GetFields(Everything))
            .Where(member => member.IsDefined(typeof(ParameterAttribute)))
            .OrderBy(member => member.MetadataToken)
            .Select(member => new ParameterMember(member, member.GetCustomAttribute<ParameterAttribute>()!))
            .ToImmutableArray();
        var clash = members.FirstOrDefault(member => BuiltInOptions.Find(member.Name) is not null);
        return clash is null ? members : throw new InvalidOperationException($"The parameter {clash.MemberName} has the name of the built-in option --{clash.Name}.");
    }
}
