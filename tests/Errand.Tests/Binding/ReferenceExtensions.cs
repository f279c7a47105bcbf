namespace Errand.Tests.Binding;

internal static class ReferenceExtensions
{
    // Only a reference can be closed over by a delegate; a boxed number is one.
    public static int Plus(this object one, int other) => (int)one + other;
}
