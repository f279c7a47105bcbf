namespace Errand.Dashboard.Tests.Servers;

/// <summary>Arguments within themselves.</summary>
internal sealed record Tree(int Value, List<Tree> Children, Tree? Shadow = null);
