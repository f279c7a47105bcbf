using Errand.Access;
using Errand.Web.Errors;

namespace Errand.Web.Access;

/// <summary>Who sends a request, or why it is refused whoever sends it.</summary>
/// <param name="By">Null when it is refused.</param>
/// <param name="Refused">Null when it is not.</param>
/// <param name="Rate">How many requests a second the caller's key allows; null: it says nothing.</param>
internal readonly record struct Caller(Principal? By, Problem? Refused, double? Rate = null)
{
    /// <summary>Who sends it.</summary>
    public Principal Principal => By ?? throw new InvalidOperationException("The request was refused.");

    public static Caller Of(Principal principal, double? rate = null) => new(principal, null, rate);

    public static Caller Refuse(Problem problem) => new(null, problem);
}
