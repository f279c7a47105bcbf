using System.Runtime.CompilerServices;

namespace Errand.Binding.Checking;

/// <summary>The way from the args object to a value; it lives on the stack.</summary>
[InlineArray(TaskLimits.MaxNesting)]
internal struct PathSteps
{
#pragma warning disable IDE0044 // An inline array's element cannot be readonly.
    private PathStep _first;
#pragma warning restore IDE0044
}
