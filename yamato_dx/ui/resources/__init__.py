"""予算・決算と時間 on the screen."""
