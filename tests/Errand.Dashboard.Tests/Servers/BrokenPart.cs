using Microsoft.AspNetCore.Components;

namespace Errand.Dashboard.Tests.Servers;

/// <summary>Has a part of the pages fail while it is drawn: the framework asks the program's services for each part.</summary>
/// <param name="name">The name of the part, such as <c>TaskTable</c>.</param>
internal sealed class BrokenPart(string name) : IComponentActivator
{
    public IComponent CreateInstance(Type componentType) => componentType.Name == name
        ? throw new InvalidOperationException("This part is broken.")
        : (IComponent)Activator.CreateInstance(componentType)!;
}
